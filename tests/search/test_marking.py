"""What of a text is shown where it is found, and what of that is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.analyser import normal, tokens
from blog.search.marking import (
    BEFORE,
    PASSAGE,
    Sought,
    _by_pattern,
    _by_word,
    _patterns,
    mark,
    passage,
)

LONG = f"{'The first words say nothing of it. ' * 20}Here stands the address of it. {'And on. ' * 40}"


def shown(parts: list) -> str:  # type: ignore[type-arg]
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)


def sought(*words: str) -> Sought:
    """Of several words in one argument: a phrase."""
    parts = [tuple(word.split()) for word in words]
    single = frozenset(one[0] for one in parts if len(one) == 1)
    return Sought(single, phrases=tuple(one for one in parts if len(one) > 1))


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Die Straße, die STRASSE!", ["strasse"], "Die [Straße], die [STRASSE]!"),
        ("Café cafe\u0301 cafés", ["cafe"], "[Café] [café] cafés"),
        ("open the open weights", ["open weights"], "open the [open weights]"),
        ("an open-weight model", ["open weight", "model"], "an [open-weight] [model]"),
        ("开放权重的模型", ["开放 放权 权重"], "[开放权重]的模型"),
        ("خَطَأ واحد", ["خطا"], "[خَطَأ] واحد"),
        ("权重与重量", ["重"], "权[重]与[重]量"),
        ("<b>bold</b>", ["b"], "<[b]>bold</[b]>"),
        ("nothing", [], "nothing"),
        ("", ["a"], ""),
    ],
)  # fmt: skip
def test_words_are_marked_as_they_stand(text: str, asked: list[str], marked: str) -> None:
    assert shown(mark(text, sought(*asked))) == marked


def test_a_passage_begins_a_little_before_what_was_found_and_cuts_no_word() -> None:
    parts = passage(LONG, sought("address"))

    assert shown(parts).startswith(
        "… of it. The first words say nothing of it. Here stands the [address] of it."
    )
    assert shown(parts).endswith(". And on. …")
    assert sum(len(part.text) for part in parts) <= PASSAGE + 4


def test_what_is_short_is_shown_whole_and_what_has_no_hit_from_its_start() -> None:
    assert shown(passage("Short.", sought("address"))) == "Short."
    assert shown(passage(LONG, sought("nowhere"))).startswith("The first words")


def test_a_text_without_a_space_is_cut_anyway() -> None:
    parts = passage("放" * 1_000 + "权重" + "放" * 1_000, sought("权重"))

    assert [part.is_found for part in parts] == [False, False, True, False, False]
    assert len(parts[1].text) == BEFORE


@given(st.text(alphabet="abÁ +#-ﬁ’", max_size=40), st.text(alphabet="ab +#", min_size=1, max_size=9))
def test_patterns_find_what_words_do(text: str, asked: str) -> None:
    """Word by word is how scripts without spaces are marked, and what marking means."""
    text, said = normal(text), tokens(asked)
    begun = tuple(word for word in said[:1] if len(word) > 1)
    wanted = Sought(frozenset(said[:1]), begun, tuple(map(tuple, [said] * (len(said) > 1))))

    patterns = _patterns(wanted)

    assert patterns is not None
    assert set(_by_pattern(text, patterns)) == set(_by_word(text, wanted))


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=8), max_size=3))
def test_marking_changes_no_word(text: str, asked: list[str]) -> None:
    parts = mark(text, Sought(frozenset(asked)))

    assert "".join(part.text for part in parts) == normal(text)


@given(st.text(alphabet="ab c", max_size=600), st.sampled_from(["a", "b", "ab"]))
def test_a_passage_is_a_piece_of_the_text(text: str, word: str) -> None:
    said = "".join(part.text for part in passage(text, sought(word)) if part.text not in {"… ", " …"})

    assert said in text
