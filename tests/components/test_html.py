"""HTML out of forms and values: what is not HTML from there is escaped, once."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from blog.components.html import html, joined

HOSTILE = "<b>\"Q\" & 'A'</b>"
ESCAPED = "&lt;b&gt;&quot;Q&quot; &amp; &#x27;A&#x27;&lt;/b&gt;"


class Disguised(str):
    """A text that says it is HTML, as a value from elsewhere might."""

    def __html__(self) -> str:
        return self


def test_every_value_is_escaped() -> None:
    assert html('<p title="{}">{}</p>', HOSTILE, HOSTILE) == f'<p title="{ESCAPED}">{ESCAPED}</p>'
    assert html("<p>{}{}{}</p>", 3, gettext_lazy("Link"), Disguised(HOSTILE)) == f"<p>3Link{ESCAPED}</p>"


def test_what_was_made_here_is_not_escaped_again() -> None:
    inside = html("<b>{}</b>", HOSTILE)

    assert type(inside) is SafeString
    assert html("<p>{}</p>", inside) == f"<p><b>{ESCAPED}</b></p>"
    assert html("<p>{}</p>", inside + HOSTILE) == html("<p>{}</p>", str(inside) + HOSTILE)


def test_braces_in_a_value_are_no_gaps() -> None:
    assert html("<p>{}{}</p>", "{}{0}", html("{}", "{x}")) == "<p>{}{0}{x}</p>"


def test_parts_are_joined_without_the_empty_ones() -> None:
    assert joined([HOSTILE, "", html("<br>{}", "")]) == f"{ESCAPED}\n<br>"
    assert joined(["a", "b"], " & ") == "a &amp; b"
    assert type(joined([])) is SafeString
