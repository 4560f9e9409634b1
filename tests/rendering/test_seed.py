"""The seed's eight paragraphs, set as the pages were drawn: the first page anyone sees."""

from pathlib import Path

from lxml.html import tostring

from blog.rendering import render, summarise
from tests.rendering import prose

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_e1d2c189efecef30.txt"
STRAIGHT = str.maketrans("’“”", '\'""')
SAMPLE = """It is interesting that the keeper of the quay said what he said, considering the ongoing quarrel.

Among some of my peers, there have been some guesses. The cause was the harbour's "Tide", released in 2023.

Regardless, this is beyond town lines.

Open books are compelling but challenging to keep.

For the keeper, however, it is his sole focus.

We have witnessed how open-door technology has enabled people across the bay.

For the sake of the town, I sincerely hope that this trend persists.

One concern I have, however, is the barrier.
"""


def body() -> str:
    """What follows the exchange in the seed where it is at hand, else a sample of the same form."""
    if not SEED.exists():
        return SAMPLE
    return SEED.read_text(encoding="utf-8").partition("Source:")[2].partition("\n")[2]


def test_is_set_as_drawn() -> None:
    typed = [paragraph.strip() for paragraph in body().strip().split("\n\n")]

    page = prose(body())

    assert [(element.tag, element.get("id"), element.get("class")) for element in page] == [
        *(("p", f"p{number}", None) for number in range(1, 8)),
        ("p", "p8", "end"),
    ]
    assert [str(element.text).translate(STRAIGHT) for element in page] == typed
    assert [tostring(link, encoding="unicode").strip() for (link,) in page] == [
        f'<a class="pa" href="#p{number}" aria-label="Link to paragraph {number}"></a>'
        for number in range(1, 9)
    ]


def test_its_marks_are_set() -> None:
    text = prose(body()).text_content()

    assert (text.count("'"), text.count('"'), "’s" in text) == (0, 0, True)


def test_is_summed_up_by_its_first_sentence() -> None:
    first = body().strip().partition(". ")[0].partition(".\n")[0]

    assert summarise(render(body()).plain_text).startswith(first)


def test_has_nothing_to_complain_of() -> None:
    rendered = render(body())

    assert (rendered.problems, rendered.contents, rendered.placements) == ((), [], ())
    assert [name for name, _digest in rendered.anchors] == ["next", *(f"p{number}" for number in range(1, 9))]
    assert rendered.anchors[0] == ["next", "9"]
