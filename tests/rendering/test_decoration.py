"""What decoration adds to CommonMark's HTML, and what the sanitiser then takes away."""

import pytest
from lxml.html import tostring

from blog.rendering import Labels, render
from tests.rendering import html_of, prose

LINK = '<a class="pa" href="#{0}" aria-label="Link to {1}"></a>'
P1 = LINK.format("p1", "paragraph 1")


def heading(name: str) -> str:
    return LINK.format(name, "this heading")


# What is written · CommonMark's HTML · decorated · decorated and sanitised (None: as decorated).
CHANGES: dict[str, tuple[str, str, str, str | None]] = {
    "a paragraph gets a name and a link; the last one is the end": (
        "Words.",
        "<p>Words.</p>\n",
        f'<p id="p1" class="end">Words.{P1}</p>\n',
        None,
    ),
    "quotation marks, dashes and dots are set in prose": (
        '"It\'s" --- so...',
        "<p>&quot;It's&quot; --- so...</p>\n",
        f'<p id="p1" class="end">“It’s” — so…{P1}</p>\n',
        None,
    ),
    "and never in code": (
        '`"a" -- b`',
        "<p><code>&quot;a&quot; -- b</code></p>\n",
        f'<p id="p1" class="end"><code>&quot;a&quot; -- b</code>{P1}</p>\n',
        f'<p id="p1" class="end"><code>"a" -- b</code>{P1}</p>',
    ),
    "a heading is named for its words": (
        "## What's *in* the box?",
        "<h2>What's <em>in</em> the box?</h2>\n",
        f'<h2 id="h-whats-in-the-box">What’s <em>in</em> the box?{heading("h-whats-in-the-box")}</h2>\n',
        None,
    ),
    "the page's title is the only h1: where one is used, all sink": (
        "# One\n\n## Two",
        "<h1>One</h1>\n<h2>Two</h2>\n",
        f'<h2 id="h-one">One{heading("h-one")}</h2>\n<h3 id="h-two">Two{heading("h-two")}</h3>\n',
        None,
    ),
    "code can be scrolled by keyboard": (
        "```py the check\na\n```",
        '<pre><code class="language-py">a\n</code></pre>\n',
        '<pre tabindex="0" role="region" aria-label="Code 1: the check">'
        '<code class="language-py">a</code></pre>\n',
        None,
    ),
    "tables too; a column of figures is marked by class; an empty corner heads nothing": (
        "||n|\n|-|-:|\n|a|1|",
        "<table>\n<thead>\n<tr>\n<th></th>\n"
        '<th style="text-align:right">n</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n'
        '<td style="text-align:right">1</td>\n</tr>\n</tbody>\n</table>\n',
        '<div class="table" tabindex="0" role="region" aria-label="Table 1"><table>\n<thead>\n<tr>\n'
        "<td></td>\n"
        '<th class="num" scope="col">n</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n'
        '<td class="num">1</td>\n</tr>\n</tbody>\n</table>\n</div>\n',
        None,
    ),
    "an image alone is a figure, its title the caption": (
        '![Slips](/media/a/slips.png "From the box")',
        '<p><img src="/media/a/slips.png" alt="Slips" title="From the box" /></p>\n',
        '<figure><img src="/media/a/slips.png" alt="Slips" /><figcaption class="sm">From the box</figcaption>'
        "</figure>\n",
        '<figure><img src="/media/a/slips.png" alt="Slips"><figcaption class="sm">From the box</figcaption>'
        "</figure>",
    ),
    "an image from elsewhere is a link to it": (
        "![Slips](https://elsewhere.example/a.png)",
        '<p><img src="https://elsewhere.example/a.png" alt="Slips" /></p>\n',
        '<figure><img src="https://elsewhere.example/a.png" alt="Slips" /></figure>\n',
        '<figure><a href="https://elsewhere.example/a.png">Slips</a></figure>',
    ),
    "a paragraph that runs the other way is told so": (
        "مرحبا",
        "<p>مرحبا</p>\n",
        f'<p id="p1" class="end" dir="rtl">مرحبا{P1}</p>\n',
        None,
    ),
    "HTML is cut down to what readers may get": (
        'a <b onclick="x()" id="b">b</b><script>c</script>',
        '<p>a <b onclick="x()" id="b">b</b><script>c</script></p>\n',
        f'<p id="p1" class="end">a <b onclick="x()" id="b">b</b><script>c</script>{P1}</p>\n',
        f'<p id="p1" class="end">a <b id="u-b">b</b>{P1}</p>',
    ),
    "nobody can write what only we may": (
        '<p id="p1" class="pa end" role="doc-endnotes" aria-label="x" tabindex="0">a</p>',
        '<p id="p1" class="pa end" role="doc-endnotes" aria-label="x" tabindex="0">a</p>',
        '<p id="p1" class="pa end" role="doc-endnotes" aria-label="x" tabindex="0">a</p>',
        '<p id="u-p1">a</p>',
    ),
    "lists and quotations stay as they are": (
        "- a\n\n> b",
        "<ul>\n<li>a</li>\n</ul>\n<blockquote>\n<p>b</p>\n</blockquote>\n",
        "<ul>\n<li>a</li>\n</ul>\n<blockquote>\n<p>b</p>\n</blockquote>\n",
        None,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changes(change: str) -> None:
    written, plain, decorated, stored = CHANGES[change]

    assert html_of(render(written, decorate=False, sanitise=False)) == plain
    assert html_of(render(written, sanitise=False)) == decorated
    assert html_of(render(written)) == (decorated.strip() if stored is None else stored)


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["A", "A", "A"], ["h-a", "h-a-2", "h-a-3"]),
        (["A", "A 2", "A", "A"], ["h-a", "h-a-2", "h-a-3", "h-a-4"]),
        (["Straße & Ｆｕｌｌ"], ["h-strasse-full"]),
        (["什么样的档案？", "ما الذي", "हिन्दी में"], ["h-什么样的档案", "h-ما-الذي", "h-हिन्दी-में"]),
        (["!?", "…"], ["h-section", "h-section-2"]),
        (["word " * 40], ["h-" + "-".join(["word"] * 16)]),
        (["x" * 200], ["h-" + "x" * 80]),
        (["`code`[^1] and [link](/x)"], ["h-code-and-link"]),
    ],
)
def test_headings_are_named_in_any_script_and_once(headings: list[str], names: list[str]) -> None:
    text = "\n\n".join(f"## {words}" for words in headings) + "\n\n[^1]: Note."

    assert [element.get("id") for element in prose(text).iter("h2")] == names
    assert [entry["id"] for entry in render(text).contents] == names


def test_contents_tell_headings_as_they_are_read() -> None:
    text = '# The "box"\n\n## What\'s `in` it[^1]\n\n> # Not this\n\n[^1]: Slips.'

    assert render(text).contents == [
        {"id": "h-the-box", "text": "The “box”", "level": 2},
        {"id": "h-whats-in-it", "text": "What’s in it", "level": 3},
    ]


def test_each_region_has_a_name_of_its_own() -> None:
    text = "```\na\n```\n\n- item\n\n      b\n\n|a|\n|-|\n\n|b|\n|-|\n"

    regions = prose(text).xpath("//*[@role='region']/@aria-label")

    assert regions == ["Code 1", "Code 2", "Table 1", "Table 2"]


def test_labels_speak_the_sites_language() -> None:
    labels = Labels(paragraph="رابط الفقرة", code="شفرة")

    html = html_of(render("a\n\n    b", labels=labels))

    assert 'aria-label="رابط الفقرة 1"' in html
    assert 'aria-label="شفرة 1"' in html


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("مرحبا بالعالم.", "en", "rtl"),
        ("OpenAI قالت", "en", None),
        ("Words.", "ar", "ltr"),
        ("قالت OpenAI", "ar", None),
        ("123", "ar", None),
        ("שלום", "zh-Hans", "rtl"),
        ("中文", "he", "ltr"),
        ("Words.", "ku-Arab", "ltr"),
        ("مرحبا", "az-Arab", None),
        ("مرحبا", "ar-Latn", "rtl"),
    ],
)
def test_a_paragraph_is_turned_only_if_all_of_it_runs_the_other_way(
    text: str, language: str, direction: str | None
) -> None:
    assert prose(text, language).find("p").get("dir") == direction


def test_only_the_very_last_paragraph_ends_an_essay() -> None:
    ends = [prose(text).xpath("//*[@class='end']") for text in ("a\n\nb", "a\n\n- b", "a\n\n> b", "a\n\n---")]

    assert [len(found) for found in ends] == [1, 0, 0, 0]
    assert "b" in tostring(ends[0][0], encoding="unicode")


def test_an_excerpt_may_end_it() -> None:
    rendered = render("a\n\n[[qa: last]]")

    assert 'class="end"' not in html_of(rendered)
