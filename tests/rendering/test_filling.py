"""Stored segments made ready for where they are shown."""

from time import process_time

import pytest

from blog.rendering import fill, render

STORED = (
    '<p id="p1">a <a href="/b">c</a> <img src="/media/d/e.png" alt="/f"> <a class="pa" href="#p1"></a></p>'
)


def filled(html: str, origin: str = "", prefix: str = "") -> str:
    (segment,) = fill([{"html": html}], origin, prefix)
    return segment["html"]


def test_without_origin_and_prefix_nothing_changes() -> None:
    segments = [{"html": STORED}, {"excerpt": "a"}]

    assert fill(segments) == segments


def test_links_become_absolute() -> None:
    assert filled(STORED, origin="https://o.example") == (
        '<p id="p1">a <a href="https://o.example/b">c</a>'
        ' <img src="https://o.example/media/d/e.png" alt="/f"> <a class="pa" href="#p1"></a></p>'
    )


def test_ids_and_links_to_them_are_prefixed() -> None:
    assert filled(STORED, prefix="e7-") == (
        '<p id="e7-p1">a <a href="/b">c</a> <img src="/media/d/e.png" alt="/f">'
        ' <a class="pa" href="#e7-p1"></a></p>'
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
    assert filled(html, origin="https://o.example", prefix="x-") == html


def test_excerpts_stay() -> None:
    assert fill([{"excerpt": "a"}], "https://o.example", "x-") == [{"excerpt": "a"}]


def test_what_is_stored_is_not_touched() -> None:
    segments = [{"html": STORED}]

    fill(segments, "https://o.example", "x-")

    assert segments == [{"html": STORED}]


def test_every_id_of_an_essay_and_every_link_to_one() -> None:
    text = (
        "## Head\n\na[^1]\n\n[^1]: b\n\n"
        + "".join(f"c[^{n}]\n\n[^{n}]: d\n\n" for n in range(2, 9))
        + "<i id=x>y</i> [z](#x)"
    )
    (plain,) = render(text).segments

    html = filled(plain["html"], prefix="e1-")

    assert html.count("e1-") == plain["html"].count(' id="') + plain["html"].count('href="#') + 1
    assert 'aria-labelledby="e1-notes"' in html


def test_a_prefix_and_an_origin_are_taken_literally() -> None:
    assert filled('<a id="b" href="/c">d</a>', r"https://\1.example", r"\g<0>-") == (
        r'<a id="\g<0>-b" href="https://\1.example/c">d</a>'
    )


def test_is_fast() -> None:
    segments = render("Words with [a link](/b).\n\n" * 2000).segments
    start = process_time()

    fill(segments, "https://o.example", "x-")

    assert process_time() - start < 0.2
