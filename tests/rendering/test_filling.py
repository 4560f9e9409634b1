"""Stored segments made ready for where they are shown."""

import pytest

from blog.rendering import fill, render
from tests.timing import costs_at_most

STORED = (
    '<p id="p1">a <a href="/b">c</a> <img src="/media/d/e.png" alt="/f"> <a class="pa" href="#p1"></a></p>'
)


PAGE = "https://o.example/posts/a/"


def filled(html: str, origin: str = "", page: str = "") -> str:
    (segment,) = fill([{"html": html}], origin, page)
    return segment["html"]


def test_on_its_own_page_nothing_changes() -> None:
    segments = [{"html": STORED}, {"excerpt": "a"}]

    assert fill(segments) == segments


def test_links_become_absolute() -> None:
    assert filled(STORED, origin="https://o.example") == (
        '<p id="p1">a <a href="https://o.example/b">c</a>'
        ' <img src="https://o.example/media/d/e.png" alt="/f"> <a class="pa" href="#p1"></a></p>'
    )


def test_links_to_places_in_it_lead_into_its_page() -> None:
    assert filled(STORED, page=PAGE) == (
        '<p id="p1">a <a href="/b">c</a> <img src="/media/d/e.png" alt="/f">'
        f' <a class="pa" href="{PAGE}#p1"></a></p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<p>id="p1" href="/b" src="/c"</p>',
        '<code>&lt;a href="/b" id="c"&gt;</code>',
        '<i title="<a href=&quot;/b&quot; id=&quot;c&quot;>">d</i>',
        '<i title=" id=x href=/y">d</i>',
        '<a href="https://a.example/">b</a>',
        '<a href="mailto:a@b.example">b</a>',
        '<a href="#">b</a>',
        '<ol start="3" reversed=""><li value="7">a</li></ol>',
    ],
)
def test_everything_else_stays(html: str) -> None:
    assert filled(html, origin="https://o.example", page=PAGE) == html


def test_excerpts_stay() -> None:
    assert fill([{"excerpt": "a"}], "https://o.example", PAGE) == [{"excerpt": "a"}]


def test_what_is_stored_is_not_touched() -> None:
    segments = [{"html": STORED}]

    fill(segments, "https://o.example", PAGE)

    assert segments == [{"html": STORED}]


def test_every_link_of_an_essay_to_a_place_in_it() -> None:
    text = (
        "## Head\n\na[^1]\n\n[^1]: b\n\n"
        + "".join(f"c[^{n}]\n\n[^{n}]: d\n\n" for n in range(2, 9))
        + "<i id=x>y</i> [z](#x)"
    )
    (plain,) = render(text).segments

    html = filled(plain["html"], page=PAGE)

    assert html.count(f'href="{PAGE}#') == plain["html"].count('href="#') > 8
    assert html.replace(PAGE, "") == plain["html"]


def test_origin_and_page_are_taken_literally() -> None:
    assert filled('<a href="/c">d</a><a href="#e">f</a>', r"https://\1.example", r"\g<0>") == (
        r'<a href="https://\1.example/c">d</a><a href="\g<0>#e">f</a>'
    )


def test_is_fast() -> None:
    segments = render("Words with [a link](/b).\n\n" * 2000).segments

    costs_at_most(0.2, lambda: fill(segments, "https://o.example", PAGE))
