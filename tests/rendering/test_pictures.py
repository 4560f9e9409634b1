"""`media:KEY` in a text: what is stored, which images it names, and what a page makes of it."""

from html import escape

import pytest

from blog.rendering import Picture, Variant, fill, lacking, named_images, picture_html, render

KEY = "0123456789abcdef" * 2
AT = f"/media/{KEY}/slips"
OTHER = "f" * 32
SLIPS = Picture(
    address=f"{AT}.jpg",
    width=2000,
    height=1000,
    alt="Four <slips>",
    variants=(
        Variant("image/avif", ((f"{AT}-480.avif", 480), (f"{AT}-800.avif", 800))),
        Variant("image/jpeg", ((f"{AT}-480.jpg", 480),)),
    ),
)
SIZES = "(max-width: 42rem) 100vw, 40rem"


def page(text: str, **options: object) -> str:
    """The HTML of `text` as a page shows it, where SLIPS is there."""
    segments = render(text).segments
    return "".join(part["html"] for part in fill(segments, pictures={KEY: SLIPS}, **options))  # type: ignore[arg-type]


def test_the_stored_text_holds_no_address() -> None:
    assert render(f"![Slips](media:{KEY})").segments == [
        {"html": f'<figure><img src="media:{KEY}" alt="Slips"></figure>'}
    ]


def test_names_each_image_once_in_order() -> None:
    text = (
        f"![A](media:{OTHER})\n\nIn a line ![B](media:{KEY}), [large](media:{OTHER}).\n\n`media:{'0' * 32}`"
    )

    assert named_images(render(text).segments) == [OTHER, KEY]


def test_becomes_a_picture_that_moves_nothing_when_it_comes() -> None:
    assert page(f"![Slips](media:{KEY})") == (
        "<figure><picture>"
        f'<source type="image/avif" srcset="{AT}-480.avif 480w, {AT}-800.avif 800w"'
        f' sizes="{SIZES}">'
        f'<img src="{AT}.jpg" srcset="{AT}-480.jpg 480w, {AT}.jpg 2000w"'
        f' sizes="{SIZES}" width="2000" height="1000" alt="Slips" decoding="async">'
        "</picture></figure>"
    )


def test_is_the_whole_file_until_there_are_smaller_ones() -> None:
    bare = Picture(SLIPS.address, 20, 10, '"')

    assert picture_html(bare) == (
        f'<picture><img src="{AT}.jpg" width="20" height="10" alt="&quot;" decoding="async"></picture>'
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [("Its own", "Its own"), ("", escape("Four <slips>")), ('"<b>"', "&quot;&lt;b&gt;&quot;")],
)
def test_the_words_of_the_text_go_before_those_of_the_image(written: str, told: str) -> None:
    assert f' alt="{told}"' in page(f"![{written.replace('<', chr(92) + '<')}](media:{KEY})").replace(
        "“", "&quot;"
    ).replace("”", "&quot;")


def test_only_the_first_is_loaded_at_once() -> None:
    text = f"![A](media:{KEY})\n\n![B](media:{KEY})\n\n![C](media:{KEY})"

    assert [part.count('loading="lazy"') for part in page(text).split("<figure>")[1:]] == [0, 1, 1]
    assert page(text, below_cover=True).count('loading="lazy"') == 3


def test_keeps_the_width_an_author_gave_it() -> None:
    html = page(f'<img src="media:{KEY}" width="300" height="7" class="sm" title="T" loading="eager">')

    assert 'class="sm" title="T" src=' in html.replace('title="T" class="sm"', 'class="sm" title="T"')
    assert 'sizes="300px" width="300" height="150"' in html
    assert html.count("loading=") == 0


def test_an_image_that_is_not_there_leaves_its_words() -> None:
    assert page(f"Before ![its “words”](media:{OTHER}) after.").count("<img") == 0
    assert "Before its “words” after." in page(f"Before ![its “words”](media:{OTHER}) after.")
    assert page(f"![](media:{OTHER})") == "<figure></figure>"


def test_a_link_leads_to_the_file_or_nowhere() -> None:
    assert f'<a href="{AT}.jpg">large</a>' in page(f"[large](media:{KEY})")
    assert "<a>large</a>" in page(f"[large](media:{OTHER})")


def test_a_feed_gets_whole_addresses() -> None:
    html = page(f"![Slips](media:{KEY}) [large](media:{KEY})", origin="https://o.example")

    assert html.count(f"https://o.example/media/{KEY}/") == html.count(f"/media/{KEY}/") == 6


def test_no_attribute_can_be_smuggled_in() -> None:
    html = page(f'![x" onerror="alert(1)](media:{KEY}) <img src="media:{KEY}" alt=\'"onload="alert(1)\'>')

    assert "onerror=" not in html.replace("onerror=“", "").replace("onerror=&quot;", "")
    assert ' onload="' not in html


def test_counts_what_is_lost_and_what_nothing_is_said_of() -> None:
    text = f"![A](media:{KEY}) ![](media:{KEY}) ![](media:{OTHER}) ![](/logo.png)"
    wordless = Picture(SLIPS.address, 20, 10)

    assert lacking(render(text).segments, {KEY: SLIPS}) == (1, 0)
    assert lacking(render(text).segments, {KEY: wordless}) == (1, 1)
    assert lacking(render("Nothing.").segments, {}) == (0, 0)
