"""What `{% translate %}` says is what Django's says."""

import pytest
from django.template import Context, Template
from django.templatetags import i18n
from django.utils import translation

from blog.templatetags.i18n import Translate

PLAIN = [
    '{% translate "Essays" %}',
    '{% translate "Q" context "mark before a question" %}',
    '{% translate "By" context "authors" as by %}{{ by }}',
    '{% translate "100 % <b>unheard</b> & of" %}',
]
OTHERS = [
    "{% translate words %}",
    '{% translate "Essays" noop %}',
    '{% translate "Essays"|upper %}',
    '{% translate "Q" context words %}',
]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("source", [*PLAIN, *OTHERS])
def test_says_what_djangos_says(source: str, language: str) -> None:
    ours, context = Template(f"{{% load i18n %}}{source}"), {"words": "Essays <&>"}
    djangos = Template(f"{{% load i18n %}}{source}")
    for node in djangos.nodelist.get_nodes_by_type(Translate):
        node.__class__ = i18n.TranslateNode

    with translation.override(language):
        assert ours.render(Context(context)) == djangos.render(Context(context))


@pytest.mark.parametrize(("sources", "quick"), [(PLAIN, True), (OTHERS, False)])
def test_only_a_text_of_the_template_itself_is_quick(sources: list[str], quick: bool) -> None:
    nodes = [Template(f"{{% load i18n %}}{source}").nodelist[1] for source in sources]

    assert [isinstance(node, Translate) for node in nodes] == [quick] * len(sources)
