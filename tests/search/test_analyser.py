"""Which words a text is found by: the same for both databases, whatever they would make of it."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.analyser import LONGEST, asked, normal, signs, tokens, words
from tests.timing import costs_at_most


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Archive’s door", "the archive s door"),
        ("Straße STRASSE", "strasse strasse"),
        ("Ångström, naïve; nai\u0308ve Łódź Øre œuvre", "angstrom naive naive lodz ore oeuvre"),
        ("ﬁn ｆｕｌｌ № ² Ⅷ", "fin full no 2 viii"),
        ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
        ("Ωμέγας Σίσυφος", "ωμεγασ σισυφοσ"),
        ("Мой мои ещё Київ", "мой мои еще київ"),
        ("كِتَاب كـتـاب إسلام أمل مدرسة على", "كتاب كتاب اسلام امل مدرسه علي"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी में", "हिन्दी में"),
        ("١٢ १२ 12", "12 12 12"),
        ("soft\u00adhyphen zero\u200bwidth می\u200cخواهم", "softhyphen zerowidth ميخواهم"),
        ("open-weight l’homme don't O'Brien R&D", "open weight l homme don t o brien r d"),
        ("C++ and C# or c, F#", "c++ and c# or c f#"),
        ("#tag C+ ++ # a_b", "tag c a b"),
        ("1,000 3.5 GPT-4o 2025-01-31", "1 000 3 5 gpt 4o 2025 01 31"),
        ("开放权重 书", "开放 放权 权重 重 书"),
        ("GPT模型v2", "gpt 模型 型 v2"),
        ("ガラス がらす", "ガラ ラス ス がら らす す"),
        ("한국어", "한국 국어 어"),
        ("👍 \0 ¶ § ¿ ' \" * ()", ""),
        ("", ""),
    ],
)
def test_words_are_folded_and_never_stemmed(text: str, found: str) -> None:
    assert tokens(text) == found.split()


def test_a_voiced_sound_is_another_letter() -> None:
    assert tokens("か") != tokens("が") == tokens("か\u3099")


def test_a_question_asks_for_no_sign_that_may_have_a_neighbour() -> None:
    assert asked("开放权") == ["开放", "放权"]
    assert asked("书") == ["书"]
    assert asked("模型 GPT") == ["模型", "型", "gpt"]
    assert asked("模型GPT") == ["模型", "型", "gpt"]


def test_a_single_sign_is_found_in_any_pair() -> None:
    assert signs(["开放", "放权", "open"]) == {"开", "放", "权"}


def test_a_word_without_end_is_cut() -> None:
    assert tokens("x" * 1000) == ["x" * LONGEST] == asked("x" * 999)


@given(st.text())
def test_every_word_is_told_where_it_stands(text: str) -> None:
    text = normal(text)
    found = list(words(text))

    assert [word.text for word in found] == tokens(text)
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert word.text in " ".join([*tokens(text[word.start : word.end]), word.text[:LONGEST]])


@given(st.text())
def test_words_hold_no_sign_that_a_database_reads(text: str) -> None:
    told = "".join(tokens(text))

    assert not set(told) & set(" \t\n\0'\"*()-^:&|!<>\\%_¶§¿")
    assert told == "".join(tokens(" ".join(tokens(text)))) or any(len(token) == 2 for token in tokens(text))


def test_a_marked_place_is_what_stands_there() -> None:
    text = "Die ﬁne Straße, خَطَأ"

    assert [text[word.start : word.end] for word in words(text)] == ["Die", "ﬁne", "Straße", "خَطَأ"]


@pytest.mark.full
def test_a_megabyte_is_read_in_no_time() -> None:
    for text in ("word " * 200_000, "放" * 300_000, "é\u0301" * 300_000, "+#" * 500_000):
        costs_at_most(2, partial(tokens, text))
