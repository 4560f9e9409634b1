"""An altered quotation may take its source's words, or mark its cuts: offered only where that then passes."""

import pytest

from blog.evidence.mending import Mended, mended
from blog.evidence.verbatim import check

SOURCE = (
    "Host: And the boxes?\n\nAda Reed: We lost forty boxes, and three of them were never copied. "
    "Ask me in May, when the carpenters have gone. I would not open it in winter."
)


def offered(quote: str) -> Mended:
    return mended(quote, SOURCE, check(quote, SOURCE))


@pytest.mark.parametrize(
    ("quote", "cut"),
    [
        (
            "We lost forty boxes. Ask me in May, when the carpenters have gone.",
            "We lost forty boxes […]. Ask me in May, when the carpenters have gone.",
        ),
        (
            "We lost forty boxes, and three were never copied.",
            "We lost forty boxes, and three […] were never copied.",
        ),
        (
            "We lost forty boxes, and three\nwere never copied.",
            "We lost forty boxes, and three […] were never copied.",
        ),
    ],
)
def test_a_cut_can_be_marked(quote: str, cut: str) -> None:
    assert offered(quote).cut == cut
    assert check(cut, SOURCE).verdict == "elided"


def test_where_a_word_is_another_marking_cuts_is_not_enough() -> None:
    quote = "We lost fourteen boxes, and three were never copied."

    assert offered(quote) == Mended("We lost forty boxes, and three of them were never copied.", None)


def test_a_dropped_not_is_a_cut_too_and_said_to_be_one() -> None:
    """Honest, if not wise: the reader is shown that something is missing there."""
    assert offered("I would open it in winter.") == Mended(
        "I would not open it in winter.", "I would […] open it in winter."
    )


@pytest.mark.parametrize(
    "quote", ["We lost forty boxes", "Nothing of this was ever said by anyone there.", ""]
)
def test_nothing_is_offered_for_what_does_not_differ_or_stands_nowhere(quote: str) -> None:
    assert offered(quote) == Mended(None, None)


def test_a_word_that_differs_at_an_edge_is_replaced_and_not_lost() -> None:
    quote = "yes, we are discussing it; not everyone shares this view, and it's not our priority."
    said = quote.replace("yes", "Yes")
    source = (
        f"Q: Would you release some weights, and publish some research?\n\nAda Reed: {said}\n\nQ: And now?"
    )

    assert mended(quote, source, check(quote, source)) == Mended(said, None)
