"""What people paste, and what it is read as. People and words are invented."""

from typing import Any

import pytest

from blog.transcripts import Exchange, Parsed, SourceLine, Turn, parse


def q(text: str, label: str = "Q", **fields: Any) -> Turn:
    return Turn("question", label, text, **fields)


def a(label: str, text: str, **fields: Any) -> Turn:
    return Turn("answer", label, text, **fields)


def kinds(parsed: Parsed) -> list[str]:
    return [turn.kind for turn in parsed.exchange.turns]


WHY, BECAUSE = "Why keep doing it?", "Because it breaks."

HEADS = {
    "Q: and a name": ("Q: Why keep doing it?\nMei Tan: Because it breaks.", q(WHY), a("Mei Tan", BECAUSE)),
    "Q: and A:": ("Q: Why keep doing it?\n\nA: Because it breaks.", q(WHY), a("A", BECAUSE)),
    "Q. and A.": ("Q. Why keep doing it?\nA. Because it breaks.", q(WHY), a("A", BECAUSE)),
    "numbered": ("Q12: Why keep doing it?\nA12: Because it breaks.", q(WHY, "Q12"), a("A12", BECAUSE)),
    "bold with its colon": (
        "**Host:** Why keep doing it?\n\n**Mei Tan:** Because it breaks.",
        q(WHY, "Host"),
        a("Mei Tan", BECAUSE),
    ),
    "bold before its colon": (
        "**Host**: Why keep doing it?\n\n**Mei Tan** (founder): Because it breaks.",
        q(WHY, "Host"),
        a("Mei Tan", BECAUSE, capacity="founder"),
    ),
    "time before": (
        "[41:07] Host: Why keep doing it?\n[41:12] Mei Tan: Because it breaks.",
        q(WHY, "Host", time="41:07"),
        a("Mei Tan", BECAUSE, time="41:12"),
    ),
    "role and time after": (
        "Moderator (10:32): Why keep doing it?\nMei Tan (founder, Tidewater) [10:40]: Because it breaks.",
        q(WHY, "Moderator", time="10:32"),
        a("Mei Tan", BECAUSE, capacity="founder, Tidewater", time="10:40"),
    ),
    "pronouns stay with the name": (
        "Q: Why keep doing it?\nMei Tan (she/her): Because it breaks.",
        q(WHY),
        a("Mei Tan (she/her)", BECAUSE),
    ),
    "list items": ("- Q: Why keep doing it?\n- Mei Tan: Because it breaks.", q(WHY), a("Mei Tan", BECAUSE)),
    "full-width colon": ("问：为什么？\n陈美：因为会坏。", q("为什么？", "问"), a("陈美", "因为会坏。")),
    "right to left": ("س: لماذا؟\nليلى حداد: لأنه ينكسر.", q("لماذا؟", "س"), a("ليلى حداد", "لأنه ينكسر.")),
    "capitals on their own line": (
        "HOST\nWhy keep doing it?\n\nMEI TAN\nBecause it breaks.",
        q(WHY, "HOST"),
        a("MEI TAN", BECAUSE),
    ),
    "quoted": ("> Q: Why keep doing it?\n>\n> Mei Tan: Because it breaks.", q(WHY), a("Mei Tan", BECAUSE)),
    "a name that asks": (
        "Jonas Weld: Why keep doing it?\nMei Tan: Because it breaks.",
        q(WHY, "Jonas Weld"),
        a("Mei Tan", BECAUSE),
    ),
    "word-processor spaces": (
        "\ufeffQ:\u00a0Why keep doing it?\r\n\r\nMei\u00a0Tan:\u200b Because it breaks.",
        q(WHY),
        a("Mei Tan", BECAUSE),
    ),
    "particles and initials": (
        "Q: Why keep doing it?\nDr. J. van der Berg: Because it breaks.",
        q(WHY),
        a("Dr. J. van der Berg", BECAUSE),
    ),
}


@pytest.mark.parametrize(("text", "question", "answer"), HEADS.values(), ids=HEADS)
def test_reads_every_kind_of_head(text: str, question: Turn, answer: Turn) -> None:
    parsed = parse(text)

    assert parsed.exchange == Exchange((question, answer))
    assert (parsed.offered, parsed.leftovers) == (True, ())


SOURCES = {
    "Source: AMA with the team": SourceLine("AMA with the team"),
    "Source: [A talk](https://a.example/b), 2025-01-31": SourceLine(
        "A talk", "https://a.example/b", "2025-01-31"
    ),
    "Via: https://a.example/b": SourceLine("", "https://a.example/b"),
    "From: The Ledger Hour, episode 12, May 2024": SourceLine("The Ledger Hour, episode 12", "", "2024-05"),
    "**Source:** A talk, 31 January 2025": SourceLine("A talk", "", "2025-01-31"),
    "Source: A talk, January 31, 2025": SourceLine("A talk", "", "2025-01-31"),
    "Source: A talk https://a.example/b, 2025": SourceLine("A talk", "https://a.example/b", "2025"),
    "source: [Wiki](https://a.example/x_(y))": SourceLine("Wiki", "https://a.example/x_(y)"),
    "Source: [A talk](https://a.example), page 12": SourceLine("A talk, page 12", "https://a.example"),
    "Source: Minutes, 31 February 2025": SourceLine("Minutes, 31 February 2025"),
}


@pytest.mark.parametrize(("line", "source"), SOURCES.items())
def test_reads_every_kind_of_source(line: str, source: SourceLine) -> None:
    assert parse(f"Q: Why?\n\nMei Tan: So.\n\n{line}").exchange.source == source


NOT_OFFERED = [
    "",
    "Just a paragraph of prose.",
    "There is one thing to say: it works. And another: it lasts.",
    "Note: this is old.\nUpdate: still old?",
    "Ingredients: flour\nMethod: bake\nServes: 4?",
    "From: a@b.example\nTo: c@d.example\nSubject: Why?\n\nHello.",
    "```\nQ: Why?\nA: So.\n```",
    "name: value\nother: thing?",
    "https://a.example/b?c=d\nhttps://e.example",
    "10:30 Breakfast\n11:00 Walk?",
    "Q: Only a question?",
    "Mei Tan: Only a statement.",
]


@pytest.mark.parametrize("text", NOT_OFFERED)
def test_offers_nothing_where_nobody_is_asked_and_answers(text: str) -> None:
    assert not parse(text).offered


def test_paragraphs_join_the_open_turn() -> None:
    exchange = parse("Q: Why?\n\nMei Tan: First.\n\nSecond: no name.\n\nEnd.").exchange
    assert exchange.turns[1].text == "First.\n\nSecond: no name.\n\nEnd."
    exchange = parse("Q: Why?\n\nMei Tan: First.\n  Same one.\n\nsecond paragraph\n\n\n\nthird").exchange
    assert exchange.turns[1].text == "First.\nSame one.\n\nsecond paragraph\n\nthird"


def test_who_has_answered_no_longer_asks() -> None:
    kinds = [
        turn.kind
        for turn in parse("Q: A?\nMei Tan: B.\nQ: C?\nMei Tan: And you?\nJonas Weld: D.").exchange.turns
    ]

    assert kinds == ["question", "answer", "question", "answer", "answer"]


def test_nobody_asked_so_it_is_a_remark() -> None:
    assert [turn.kind for turn in parse("Mei Tan: One.\nJonas Weld: Two.").exchange.turns] == [
        "remark",
        "remark",
    ]


def test_words_are_not_repaired() -> None:
    text = "Q: “Why” -- really...?\n\nMei Tan: i *personally* think _so_; it's   fine"

    assert [turn.text for turn in parse(text).exchange.turns] == [
        "“Why” -- really...?",
        "i *personally* think _so_; it's   fine",
    ]


def test_web_captions() -> None:
    text = (
        "WEBVTT\n\nNOTE made by hand\n\n1\n00:41:07.000 --> 00:41:09.000\n<v Host>Would you build it\n\n"
        "2\n00:41:09.000 --> 00:41:10.000\n<v Host>again?</v>\n\n"
        "3\n00:41:12.000 --> 00:41:14.000\n<v.loud Jonas Weld><i>Smaller.</i></v>\n"
    )
    parsed = parse(text)

    assert parsed.exchange.turns == (
        q("Would you build it again?", "Host", time="41:07"),
        a("Jonas Weld", "Smaller.", time="41:12"),
    )
    assert parsed.leftovers == ("NOTE made by hand",)


def test_subrip_captions() -> None:
    text = (
        "1\n01:00:01,000 --> 01:00:02,000\nHost: Would you build it again?\n\n"
        "2\n01:00:03,000 --> 01:00:04,000\nJonas Weld: Smaller.\n\n"
        "3\n01:00:05,000 --> 01:00:06,000\nMuch smaller.\n"
    )

    assert parse(text).exchange.turns == (
        q("Would you build it again?", "Host", time="1:00:01".rjust(8, "0")),
        a("Jonas Weld", "Smaller. Much smaller.", time="01:00:03"),
    )


def test_a_forum_thread() -> None:
    text = (
        "curious_cat\n12 points · 3 hours ago\nWhy keep doing it?\nReply\nShare\n\n"
        "mei_tan\n40 points · 2 hours ago\nBecause it breaks."
    )
    parsed = parse(text)

    assert parsed.exchange.turns == (q(WHY, "curious_cat"), a("mei_tan", BECAUSE))
    assert parsed.leftovers == ("12 points · 3 hours ago", "Reply\nShare", "40 points · 2 hours ago")


def test_a_chat() -> None:
    parsed = parse("Ann Bee  10:32 AM\nWhy keep doing it?\nMei Tan  10:33 AM\nBecause it breaks.")

    assert parsed.exchange.turns == (
        q(WHY, "Ann Bee", time="10:32 AM"),
        a("Mei Tan", BECAUSE, time="10:33 AM"),
    )


def test_a_phone_chat() -> None:
    parsed = parse(
        "[01/02/25, 10:32:01] Ann Bee: Why keep doing it?\n[01/02/25, 10:33:00] Mei Tan: Because it breaks."
    )

    assert parsed.exchange.turns == (
        q(WHY, "Ann Bee", time="10:32:01"),
        a("Mei Tan", BECAUSE, time="10:33:00"),
    )


def test_what_comes_before_and_after_is_left_over() -> None:
    parsed = parse("An introduction.\n\nQ: Why?\n\nMei Tan: So.\n\nSource: Talk\n\nThe essay begins.")

    assert parsed.offered
    assert parsed.leftovers == ("An introduction.", "The essay begins.")
