"""No payload runs: what is stored holds only elements, attributes and addresses that we list."""

import re

import pytest

from blog.rendering import render
from tests.rendering import fatal, html_of, parsed, prose, remarks
from tests.rendering.payloads import PAYLOADS, faults


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "Words.\n\n{}\n\nWords.", "- {}", "> {}"])
def test_nothing_runs(payload: str, around: str) -> None:
    page = parsed(html_of(render(around.format(payload))) or "<p></p>")

    assert faults(page) == []


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if not fatal(payload)])
def test_the_words_after_it_are_as_they_would_be(payload: str) -> None:
    """Nothing an author leaves open reaches the paragraphs of the next segment."""
    after = render(f"{payload}\n\n[[qa: a]]\n\nAfter *it*.").segments[-1]["html"]

    assert re.match(r'<p id="p\d" class="end">After <em>it</em>\.<a class="pa" [^<>]*></a></p>', after)


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("[a](https://a.example/b?c=d&e#f)", "https://a.example/b?c=d&e#f"),
        ("[a](HTTP://a.example)", "HTTP://a.example"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example"),
        ("[a](/posts/b/)", "/posts/b/"),
        ("[a](/)", "/"),
        ("[a](#h-b)", "#h-b"),
        ("[a](#)", "#"),
        ("[a](media:12)", "media:12"),
        ("<a@b.example>", "mailto:a@b.example"),
        ("<https://a.example>", "https://a.example"),
        ("<a href=' https://a.example/ '>a</a>", "https://a.example/"),
    ],
)
def test_links_lead_to_the_web_to_mail_and_to_us(written: str, href: str) -> None:
    link = prose(written).find("p").find("a")

    assert dict(link.attrib) == {"href": href}


@pytest.mark.parametrize(
    "address", ["b", "b/c", "../b", "?q", "//b.example", "ftp://b.example", "tel:1", "foo:bar", "https:b", ""]
)
def test_other_links_are_words_and_the_author_is_told(address: str) -> None:
    text = f"Words\n[a](<{address}>) on"

    assert [link.get("class") for link in prose(text).iter("a")] == ["pa"]
    told = f"The link to “{address}” leads nowhere. Begin it with https://, /, # or mailto:."
    assert remarks(text) == [(2, told)]


@pytest.mark.parametrize("source", ["/media/ab/c.png", "media:12", "/x.png"])
def test_images_of_ours_are_shown(source: str) -> None:
    (image,) = prose(f"Words ![a]({source}) on.").iter("img")

    assert dict(image.attrib) == {"src": source, "alt": "a"}


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("x ![a *b*](https://c.example/d.png) y", '<a href="https://c.example/d.png">a b</a>'),
        (
            "x <img src='https://c.example/d.png' alt='a &lt; b'> y",
            '<a href="https://c.example/d.png">a &lt; b</a>',
        ),
        (
            "x ![](https://c.example/d?e&f) y",
            '<a href="https://c.example/d?e&amp;f">https://c.example/d?e&amp;f</a>',
        ),
        ("x [![a](https://c.example/d.png)](/e) y", '<a href="/e">a</a>'),
        ("x ![a](d.png) y", "a"),
        ("x <img alt=a> y", "a"),
    ],
)
def test_images_from_elsewhere_are_links(written: str, stored: str) -> None:
    assert html_of(render(written)).startswith(f'<p id="p1" class="end">x {stored} y<a class="pa"')


def test_the_author_is_told_of_images_from_elsewhere() -> None:
    assert remarks("Words\n![a](https://c.example/d.png)") == [
        (
            2,
            "The image “https://c.example/d.png” is shown as a link: pages load nothing from elsewhere."
            " Upload it.",
        )
    ]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ('<span lang="es" dir="ltr">a</span>', '<span lang="es" dir="ltr">a</span>'),
        ('<span lang="x y" dir="up">a</span>', "<span>a</span>"),
        ('<abbr title="a &quot;b&quot;">c</abbr>', '<abbr title="a &quot;b&quot;">c</abbr>'),
        ('<time datetime="2025-01-31">a</time>', '<time datetime="2025-01-31">a</time>'),
        ("H<sub>2</sub>O<br>x<sup>2</sup>", "H<sub>2</sub>O<br>x<sup>2</sup>"),
        (
            "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
            "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        ),
        ('<a href="/x" rel="nofollow me" target="_blank">a</a>', '<a href="/x" rel="nofollow me">a</a>'),
        ('<a href="/x" rel="opener">a</a>', '<a href="/x">a</a>'),
        ("<B>a</B> <I>b</I>", "<b>a</b> <i>b</i>"),
        ("<b>open", "open"),
        ("closed</b>", "closed"),
        ("<b><i>crossed</b></i>", "<b>crossed</b>"),
        ("<div>block in a line</div>x <p>too</p>", None),
        ("a <p>b</p> c", "a b c"),
        ("a <a href=/x>b <a href=/y>c</a></a>", 'a <a href="/x">b c</a>'),
        ("a <a href=/x>b [c](/y)</a>", 'a <a href="/x">b c</a>'),
        ("a <u>b</u> <font>c</font> <blink>d</blink>", "a <u>b</u> c d"),
        ("a <!-- b --> c", "a  c"),
    ],
)
def test_html_of_authors(written: str, stored: str | None) -> None:
    html = html_of(render(written, decorate=False))

    assert html == (f"<p>{stored}</p>" if stored is not None else "<div>block in a line</div>x <p>too</p>")


def test_blocks_of_html_stay_whole_around_markdown() -> None:
    text = "<details>\n<summary>More</summary>\n\nWords in *Markdown*.\n\n</details>\n\nAfter."

    details, after = prose(text)

    assert [element.tag for element in details] == ["summary", "p"]
    assert after.text == "After."


def test_nothing_an_author_opens_outlives_its_segment() -> None:
    first, second = render("<div>\n\nOne.\n\n[[qa: a]]\n\nTwo.").segments[::2]

    assert first["html"].endswith("</div>")
    assert second["html"].startswith('<p id="p2"')


@pytest.mark.parametrize(
    "opened",
    [
        "<title>",
        "<textarea>x",
        "<xmp>",
        "<plaintext>",
        "<noscript>",
        "<iframe>",
        "<p title='",
        '<p a="<b',
        "<p",
        "<",
        "</",
        "<svg>",
        "<select>",
    ],
)
def test_what_is_left_open_swallows_nothing(opened: str) -> None:
    text = f"<div>\n{opened}\n</div>\n\nOn *it* goes."

    assert prose(text).xpath("string(//p[@id='p1'])") == "On it goes."


def test_a_line_of_formatting_left_open_is_not_repeated_in_all_that_follows() -> None:
    text = "<p>" + "".join(f'<b title="{number}">' for number in range(300)) + "</p>\n" + "\n\nWords." * 1000

    assert len(html_of(render(text))) < 200_000


def test_ids_of_authors_are_set_apart_and_given_once() -> None:
    text = (
        '<i id="a b">x</i> <i id="a b">y</i> <i id="">z</i> [to](#a-b) [p](#p1) [top](#top)\n\n<i id=p1>w</i>'
    )

    page = prose(text)

    assert page.xpath("//i/@id") == ["u-a-b", "u-p1"]
    assert page.xpath("//a[not(@class)]/@href") == ["#u-a-b", "#p1", "#top"]


def test_nobody_can_guess_what_marks_our_own() -> None:
    first, second = (html_of(render("a", sanitise=True)) for _again in range(2))

    assert first == second
    assert "own" not in first


@pytest.mark.parametrize(
    "sign", ["\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\ufdd0", "\ufffe", "\uffff"]
)
@pytest.mark.parametrize("text", ["a{}b", "`a{}b`", "<i title='a{}b'>c</i>", "[a](/b{}c)", "    a{}b"])
def test_signs_that_neither_html_nor_xml_can_hold_are_left_out(sign: str, text: str) -> None:
    rendered = render(text.format(sign))

    assert sign not in html_of(rendered) + rendered.plain_text


@pytest.mark.parametrize(
    "entity", ["&#1;", "&#11;", "&#12;", "&#x7f;", "&#xfdd0;", "&#xffff;", "&#13;", "&#0;"]
)
@pytest.mark.parametrize("text", ["a{}b", "<i title='a{}b'>c</i>", "<p>a{}b</p>"])
def test_nor_do_entities_bring_them(entity: str, text: str) -> None:
    rendered = render(text.format(entity))

    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", html_of(rendered)) == []
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", rendered.plain_text) == []


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("<!-- a\n\nb", "-->"),
        ("<script>\na\n\nb", "</script>"),
        ("<STYLE>a\n\nb", "</style>"),
        ("<textarea>\n\nb", "</textarea>"),
        ("<?php a\n\nb", "?>"),
        ("<![CDATA[a\n\nb", "]]>"),
    ],
)
def test_html_that_would_hide_the_rest_is_a_stop(text: str, end: str) -> None:
    told = "Here HTML opens that is never closed, and all that follows would be hidden."

    assert fatal(f"Words.\n\n{text}") == [(3, f"{told} End it with {end}")]
    assert fatal(f"Words.\n\n{text}{end}\n\nOn.") == []
