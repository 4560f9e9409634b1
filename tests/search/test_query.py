"""What a reader may type, and what is made of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.query import LONGEST_QUERY, MOST_TERMS, Filter, Problem, Query, Term, parse
from tests.timing import costs_at_most


def word(said: str, **how: bool) -> Term:
    return Term((said,), **how)


def told(text: str) -> tuple[tuple[Term, ...], tuple[Filter, ...]]:
    query = parse(text)
    return query.terms, query.filters


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Open  weights", (word("open"), word("weights"))),
        ("open open Open", (word("open"),)),
        ('"Open weights"', (Term(("open", "weights")),)),
        ("“open weights” „auf Deutsch“ «ici» 「引用」", (
            Term(("open", "weights")), Term(("auf", "deutsch")), word("ici"), word("引用"),
        )),
        ('"open weights', (Term(("open", "weights")),)),
        ('open"weights"', (word("open"), word("weights"))),
        ("-rumour", (word("rumour", excluded=True),)),
        ('-"a rumour"', (Term(("a", "rumour"), excluded=True),)),
        ("open-weight", (Term(("open", "weight")),)),
        ("archiv*", (word("archiv", is_start=True),)),
        ("a* 权* *", (word("a"), word("权"))),
        ("开放权重", (Term(("开放", "放权", "权重")),)),
        ("C++ c# c", (word("c++"), word("c#"), word("c"))),
        ("https://a.example/x", (Term(("https", "a", "example", "x")),)),
        ("time:flies speaker: by:", (Term(("time", "flies")), word("speaker"), word("by"))),
        ("' OR 1=1; -- DROP", (word("or"), Term(("1", "1")), word("drop"))),
        ('NEAR(a b) AND* "x" ^y {z} a:b', (
            Term(("near", "a")), word("b"), word("and", is_start=True), word("x"), word("y"), word("z"),
            Term(("a", "b")),
        )),
        ("nul\0byte", (word("nul"), word("byte"))),
        ("\u202eevil\u202c", (word("evil"),)),
    ],
)  # fmt: skip
def test_words_and_phrases(text: str, terms: tuple[Term, ...]) -> None:
    query = parse(text)

    assert (query.terms, query.filters, query.problems) == (terms, (), ())


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("speaker:altman", (Filter("speaker", "altman"),)),
        ('Speaker:"Sam Altman"', (Filter("speaker", "Sam Altman"),)),
        ("speaker:“Sam Altman”", (Filter("speaker", "Sam Altman"),)),
        ('source:"no end', (Filter("source", "no end"),)),
        ("tag:C++ -tag:news by:ann-bee", (
            Filter("tag", "C++"), Filter("tag", "news", excluded=True), Filter("by", "ann-bee"),
        )),
        ("in:questions", (Filter("in", "question"),)),
        ("in:Answers in:answer", (Filter("in", "answer"),)),
        ("in:essays in:posts in:people in:sources in:excerpts in:person", (
            Filter("in", "essay"), Filter("in", "people"), Filter("in", "source"), Filter("in", "excerpt"),
        )),
        ("verified:yes verified:No -verified:unchecked", (
            Filter("verified", "yes"), Filter("verified", "no"),
            Filter("verified", "unchecked", excluded=True),
        )),
        ("speaker：ann", (Filter("speaker", "ann"),)),
        ('tag:""', ()),
    ],
)  # fmt: skip
def test_filters(text: str, filters: tuple[Filter, ...]) -> None:
    query = parse(text)

    assert (query.terms, query.filters) == ((), filters)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("from:2025", date(2025, 1, 1), None),
        ("to:2025", None, date(2025, 12, 31)),
        ("from:2024-02 to:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("from:2025-01-31 to:2025-1-31", date(2025, 1, 31), date(2025, 1, 31)),
        ("from:0001 to:9999", date(1, 1, 1), date(9999, 12, 31)),
    ],
)
def test_days(text: str, since: date | None, until: date | None) -> None:
    assert parse(text) == Query(text, since=since, until=until)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("from:2025-02-30", Problem("date", "2025-02-30")),
        ("to:yesterday", Problem("date", "yesterday")),
        ("from:0000", Problem("date", "0000")),
        ("from:2026 to:2025", Problem("order", "2026-01-01 – 2025-12-31")),
        ("in:the-attic", Problem("in", "the-attic")),
        ("verified:maybe", Problem("verified", "maybe")),
        ("👍 —", Problem("wordless", "👍 —")),
    ],
)
def test_what_has_no_meaning_is_told(text: str, problem: Problem) -> None:
    assert parse(text).problems == (problem,)


def test_a_long_query_is_cut_and_said_to_be() -> None:
    query = parse("word " * 2_000)

    assert (len(query.text), query.terms) == (LONGEST_QUERY, (word("word"),))
    assert query.problems == (Problem("long", str(LONGEST_QUERY)),)


def test_so_many_words_and_no_more() -> None:
    query = parse(" ".join(f"w{number}" for number in range(MOST_TERMS + 5)))

    assert (len(query.terms), query.problems) == (MOST_TERMS, (Problem("many", str(MOST_TERMS)),))


def test_nothing_asks_for_nothing() -> None:
    assert [bool(parse(text)) for text in ("", "  ", '""', "-", "x", "tag:a", "from:2025")] == [False] * 4 + [
        True
    ] * 3


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)

    assert len(query.text) <= LONGEST_QUERY
    assert parse(query.text).terms == query.terms


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "-" * 10_000, '"' * 10_000, "a:" * 5_000, "放" * 3_000, "a:b " * 2_500]
)
def test_a_hostile_query_costs_no_more(text: str) -> None:
    costs_at_most(0.05, lambda: parse(text))
