"""The contract of the verbatim check, line by line: cuts, insertions and other words in brackets."""

import pytest

from blog.evidence.verbatim import check
from tests.evidence.test_verbatim import SOURCE, verdict


@pytest.mark.parametrize("gap", ["[…]", "[...]", "[ … ]", "[ ... ]"])
def test_gaps_are_marked_in_brackets_and_what_they_leave_out_is_counted(gap: str) -> None:
    finding = check(f"We will never {gap} sell your data.", SOURCE)

    assert (finding.verdict, finding.omitted_words) == ("elided", 7)
    assert [passage.text for passage in finding.passages] == ["We will never", "sell your data."]
    assert all(SOURCE[passage.start : passage.end] == passage.text for passage in finding.passages)


def test_an_elided_quotation_names_its_folds() -> None:
    assert check("we can't sell it […] models are good -", SOURCE).folds == ("quotes", "dashes")


def test_a_gap_at_an_end_says_only_that_the_source_goes_on() -> None:
    for quote in ("[…] open models", "open models […]", "[…] open models […].", "open models"):
        assert verdict(quote) == "exact"


@pytest.mark.parametrize("dots", ["…", "...", "(…)", "(...)", "<…>"])
def test_dots_without_square_brackets_are_no_gap(dots: str) -> None:
    assert verdict(f"We will never {dots} sell your data.") == "altered"


def test_parts_stand_in_the_order_of_the_source() -> None:
    assert verdict("sell your data. […] We will never") == "altered"
    assert verdict("open models are […] models are good") == "altered"


def test_a_short_part_stands_near_another_one() -> None:
    def said(words: int) -> str:
        return (
            f"We shall go on. {'So it is. ' * (words // 3)}{'so ' * (words % 3)}Indeed. The end is near now."
        )

    assert verdict("We shall go on. […] Indeed.", said(50)) == "elided"
    assert verdict("We shall go on. […] Indeed.", said(51)) == "altered"
    assert verdict("We shall go on. […] Indeed. […] near now.", said(51)) == "elided"
    assert verdict("We shall go on. […] The end is near", said(5000)) == "elided"


def test_parts_that_could_stand_in_several_ways_are_ambiguous() -> None:
    said = "We will try. We will never sell it. We will see."

    finding = check("We will […] sell it.", said)

    assert (finding.verdict, [passage.start for passage in finding.passages]) == ("ambiguous", [13])
    assert check("We will […] sell it.", said, chosen=13).omitted_words == 1
    assert check("We will […] sell it.", said, chosen=0).omitted_words == 4


def test_the_editors_words_in_brackets_are_skipped() -> None:
    said = "We will recieve it, as they said. They say that it is theirs."
    for quote in (
        "We [the owners] will recieve [sic] it",
        "[The owners said:] We will recieve [sic] it",
        "recieve it [a letter], as they said",
        "They say that [t]hat [it] is theirs",
    ):
        expected = "altered" if "[t]hat" in quote else "exact"
        assert verdict(quote, said) == expected, quote


def test_a_letter_in_brackets_stands_for_no_other() -> None:
    assert verdict("[w]e will never") == "altered"


def test_words_in_brackets_replace_nothing() -> None:
    assert verdict("I think that [all] models are good") == "altered"


def test_brackets_of_the_source_are_found_as_they_stand() -> None:
    assert verdict("we can’t sell it. [laughs] I think") == "exact"
    assert verdict("we can’t sell it. [laughs] I think […] models are good") == "elided"
    assert verdict("I [laughs] think that open models") == "exact"
    assert verdict("One […] two.", "One […] two. One and two.") == "exact"


def test_an_editors_word_the_source_also_has_elsewhere_is_skipped() -> None:
    assert verdict("We recieve [sic] it.", "We recieve it. Thay [sic] did.") == "exact"
