"""What holds for any text, and how long the check may take."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.evidence.folding import FOLDS, Pieces, fold
from blog.evidence.verbatim import check, check_all
from tests.timing import costs_at_most

ANY = st.text()
SIGNS = st.text(
    st.sampled_from(
        "aB é\u0301\u00ad\u200b\ufeff’'\"“—-–.,:…5[] \n\u00a0\u3000他说，ﬁ가\u1100\u1161=\u0338👍\u200d"
    )
)
TEXTS = st.one_of(ANY, SIGNS)
WORDS = st.lists(
    st.sampled_from(
        "not we can't sell the café 3.5 non-linear end. “Yes,” — 开放 ﬁne […] [sic] 的，".split()
    ),
    min_size=1,
    max_size=30,
)
PHRASES = WORDS.map(" ".join)
TWO_MEGABYTES = 2_000_000


@given(TEXTS, TEXTS, st.one_of(st.none(), st.integers()))
def test_any_text_gets_a_verdict(quote: str, snapshot: str, chosen: int | None) -> None:
    finding = check(quote, snapshot, chosen=chosen)

    assert all(snapshot[place.start : place.end] == place.text != "" for place in finding.passages)
    assert bool(finding.diff) == (finding.verdict == "altered")
    assert not finding.folds or finding.verdict in {"folded", "elided"}


@given(st.lists(st.tuples(st.one_of(TEXTS, PHRASES), st.one_of(st.none(), st.integers(0, 30)))), PHRASES)
def test_many_quotations_are_found_as_one_by_one(quotes: list[tuple[str, int | None]], said: str) -> None:
    assert check_all(quotes, said) == [check(quote, said, chosen=chosen) for quote, chosen in quotes]


@given(TEXTS)
def test_pieces_leave_nothing_out(text: str) -> None:
    assert "".join(Pieces(text).texts) == text


@given(TEXTS)
def test_folding_goes_through_every_fold(text: str) -> None:
    one_by_one = text
    for each in FOLDS:
        one_by_one = each.apply(one_by_one)

    assert fold(text) == one_by_one


@given(WORDS, WORDS, WORDS)
def test_words_as_they_stand_are_found_whatever_is_around(
    before: list[str], words: list[str], after: list[str]
) -> None:
    quote = " ".join(words)
    finding = check(quote, f"{' '.join(before)} {quote} {' '.join(after)}")

    assert finding.verdict in {"exact", "ambiguous", "elided", "not_found"}
    assert finding.verdict != "not_found" or not any(map(str.isalnum, quote.replace("[sic]", "")))


@given(WORDS, st.data())
def test_folded_words_are_found_as_they_are_told(words: list[str], data: st.DataObject) -> None:
    quote = " ".join(words).replace("[", "").replace("]", "")
    ways = [
        ("nfc", lambda text: unicodedata.normalize("NFD", text)),
        ("white-space", lambda text: text.replace(" ", " \u00a0\n")),
        ("quotes", lambda text: text.replace("'", "’").replace("“", '"')),
        ("dashes", lambda text: text.replace("—", "--")),
        ("soft-hyphens", lambda text: text.replace("l", "l\u00ad")),
        ("ligatures", lambda text: text.replace("ﬁ", "fi").replace("…", "...")),
    ]
    name, way = data.draw(st.sampled_from(ways))
    said = f"Zuvor {way(quote)} danach"

    finding = check(quote, said)

    if any(map(str.isalnum, quote)):
        assert finding.verdict in {"exact", "folded", "ambiguous"}
        assert set(finding.folds) <= {name}


@given(WORDS, st.integers(0, 29), WORDS)
def test_words_between_which_others_stood_do_not_pass(words: list[str], at: int, cut: list[str]) -> None:
    said = [*words[:at], "xyzzy", *cut, *words[at:]]
    quote = " ".join(words).replace("[…]", "").replace("[sic]", "")
    if 0 < at < len(words) and "" not in (
        " ".join(words[:at]).strip("[…sic] "),
        " ".join(words[at:]).strip("[…sic] "),
    ):
        finding = check(quote, " ".join(said))

        assert all("xyzzy" not in place.text for place in finding.passages) or finding.verdict == "altered"


def _words(number: int) -> str:
    return " ".join(f"w{at * 7919 % 9973}" for at in range(number))


HOSTILE: dict[str, Callable[[str], tuple[str, str]]] = {
    "gaps alone": lambda text: ("[…]" * 10_000, text),
    "parts of a word": lambda text: ("w1 […] " * 10_000, text),
    "parts that are nowhere": lambda text: ("x y z […] " * 10_000, text),
    "insertions": lambda _text: ("a [b] " * 16_000, "[b] " * 500_000),
    "one letter": lambda _text: ("a" * 30_000, "a" * TWO_MEGABYTES),
    "one letter, as words": lambda _text: ("a " * 5_000 + "b", "a " * 1_000_000),
    "a period that ends inside a word": lambda _text: ("ab " * 5_000 + "a", "ab " * 666_666),
    "a gap in one letter": lambda _text: ("a a a […] " * 10_000, "a " * 1_000_000),
    "marks": lambda _text: ("!" * 1_000 + "a", "!" * TWO_MEGABYTES),
    "white space": lambda _text: ("a" + " " * 99_000 + "b", " " * TWO_MEGABYTES + "a"),
    "soft hyphens": lambda _text: ("a\u00ad" * 49_000, "a\u00ad" * 1_000_000),
    "accents": lambda _text: ("e\u0301 " * 10_000, "e\u0301" * 1_000_000),
    "signs": lambda _text: ("开放的模型很好" * 2_000, "开放的模型，很好" * 250_000),
}


@pytest.mark.full
@pytest.mark.parametrize("change", ["", "zzz "])
def test_five_thousand_words_are_checked_against_two_megabytes_in_two_seconds(change: str) -> None:
    snapshot = _words(400_000)[:TWO_MEGABYTES]
    words = snapshot.split(" ")[100_000:105_000]
    quote = " ".join(words[:2_500]) + f" {change}" + " ".join(words[2_500:])

    finding = costs_at_most(2, lambda: check(quote, snapshot))

    assert finding.verdict == ("altered" if change else "ambiguous")


@pytest.mark.full
@pytest.mark.parametrize("how", HOSTILE)
def test_the_worst_two_megabytes_take_not_much_longer(how: str) -> None:
    """A second and a half on a machine that has nothing else to do; minutes if anything were quadratic."""
    quote, snapshot = HOSTILE[how](_words(400_000)[:TWO_MEGABYTES])

    costs_at_most(5, lambda: check(quote, snapshot))
