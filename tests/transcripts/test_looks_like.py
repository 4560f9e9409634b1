"""What looks like a speaker and is none, and what does not and is one. People and words are invented."""

import pytest

from blog.transcripts import Parsed, SourceLine, parse, read_box, read_date, write_box


def labels(parsed: Parsed) -> list[str]:
    return [turn.label for turn in parsed.exchange.turns]


def texts(parsed: Parsed) -> list[str]:
    return [turn.text for turn in parsed.exchange.turns]


@pytest.mark.parametrize(
    "label",
    [
        "Prof. Mei Tan",
        "Capt. Jonas Weld, KC",
        "Mei Tan, Ph.D.",
        "THE COURT",
        "The Clerk",
        "\u200fليلى حداد\u200e",
        "\u200f ליאת ברק",
        "ANN BEE, MD",
    ],
)
def test_titles_honours_and_parts_in_court_name_who_speaks(label: str) -> None:
    assert labels(parse(f"Q: Why?\n{label}: So.")) == ["Q", label.strip("\u200f\u200e ")]


def test_a_colon_in_the_words_hides_no_question() -> None:
    parsed = parse("Q12. Which flags?\nA12. All, in this order: red, blue.\nQ13. At 7:45?\nA13. Then: yes.")

    assert labels(parsed) == ["Q12", "A12", "Q13", "A13"]


def test_radio_tells_the_capacity_behind_a_comma() -> None:
    turns = parse("ANN BEE, HOST: Why?\nMEI TAN, HARBOUR MASTER: So.").exchange.turns

    assert [(turn.label, turn.capacity) for turn in turns] == [
        ("ANN BEE", "HOST"),
        ("MEI TAN", "HARBOUR MASTER"),
    ]


def test_a_time_may_stand_behind_the_colon() -> None:
    turns = parse("Ann Bee: (00:03)\nWhy?\n\nMei Tan: [00:07] So.").exchange.turns

    assert [(turn.time, turn.text) for turn in turns] == [("00:03", "Why?"), ("00:07", "So.")]


def test_blanks_may_part_a_question_from_its_sign() -> None:
    assert labels(parse("Q    Why?\n\nMS. TAN:  So.\n\nQ\tAnd?")) == ["Q", "MS. TAN", "Q"]
    assert labels(parse("Q: Why?\n\nMei Tan: So.\n\nA  typist's two blanks.")) == ["Q", "Mei Tan"]


def test_headlines_may_name_who_speaks() -> None:
    assert labels(parse("### Ann Bee\n\nWhy?\n\n### Mei Tan\n\nSo.\n\n### Ann Bee\n\nI see.")) == [
        "Ann Bee",
        "Mei Tan",
        "Ann Bee",
    ]


@pytest.mark.parametrize("head", ["Bee, Ann   0:03", "Ann Bee 2024-05-01 10:32", "Ann Bee\n(00:00:03)"])
def test_meetings_and_messengers_write_name_and_time_above_the_words(head: str) -> None:
    parsed = parse(f"{head}\nWhy?\n\n{head.replace('Bee', 'Tan')}\nSo.")

    assert texts(parsed) == ["Why?", "So."]
    assert [turn.time in head and bool(turn.time) for turn in parsed.exchange.turns] == [True, True]


@pytest.mark.parametrize("stamp", ["[3/5/24, 12:01:33 PM]", "[12:01, 3/5/2024]", "[12:01 PM, 3/5/2024]"])
def test_a_telephones_chat_stamps_the_day_before_or_behind_the_time(stamp: str) -> None:
    parsed = parse(f"{stamp} Ann: Why?\n{stamp} Mei: So.")

    assert (labels(parsed), texts(parsed)) == (["Ann", "Mei"], ["Why?", "So."])


def test_a_table_of_times_names_and_words_is_read() -> None:
    parsed = parse("Time\tSpeaker\tWords\n00:00:04\tAnn Bee\tWhy?\n00:00:14\tMei Tan\tSo.")

    assert (labels(parsed), texts(parsed)) == (["Ann Bee", "Mei Tan"], ["Why?", "So."])
    assert parsed.leftovers == ("Time\tSpeaker\tWords",)


@pytest.mark.parametrize(
    "text", ["Host: Ann Bee\nGuest: Mei Tan\nTopics: ferries", "Dear Sir: Is it closed?\n\nYours: Ann Bee"]
)
def test_credits_and_letters_ask_nothing(text: str) -> None:
    assert not parse(text).offered
    assert parse("Q: Who built it?\nA: Mei Tan").offered


def test_a_paper_asks_by_its_name() -> None:
    parsed = parse(
        "La Gazette du port\u00a0: Pourquoi\u00a0?\n\nMaud Ferrier\u00a0: Parce que.\n\n"
        "La Gazette du port\u00a0: Et puis\u00a0?\n\nMaud Ferrier\u00a0: Rien."
    )

    assert labels(parsed) == ["La Gazette du port", "Maud Ferrier"] * 2
    assert read_box(write_box(parsed.exchange)) == parsed.exchange


def test_an_article_in_capitals_begins_its_name_too() -> None:
    parsed = parse("THE LEDGER: Who decides?\n\nMEI TAN: We do.\n\nTHE LEDGER: Since when?\n\nTAN: May.")

    assert labels(parsed) == ["THE LEDGER", "MEI TAN", "THE LEDGER", "TAN"]


def test_a_phrase_that_comes_again_but_asks_nothing_is_none() -> None:
    parsed = parse(
        "Q: Why?\nMei Tan: So.\nOne more thing: this.\nQ: And?\nMei Tan: No.\nOne more thing: that."
    )

    assert labels(parsed) == ["Q", "Mei Tan"] * 2


def test_a_phrase_without_capitals_between_two_who_take_turns_is_theirs() -> None:
    text = "问：为什么？\n\n陈美：因为。\n\n奶奶常说：会坏。\n\n问：然后？\n\n陈美：没了。"

    assert labels(parse(text)) == ["问", "陈美"] * 2
    assert texts(parse(text))[1] == "因为。\n\n奶奶常说：会坏。"


def test_someone_without_capitals_may_speak_once_in_an_exchange_that_is_written_down() -> None:
    exchange = parse("问：为什么？\n陈美：因为。\n白树（钟匠）：对。\n问：然后？\n陈美：没了。").exchange

    assert [turn.label for turn in exchange.turns] == ["问", "陈美", "白树", "问", "陈美"]
    assert read_box(write_box(exchange)) == exchange


def test_the_numbers_of_lines_are_no_words() -> None:
    parsed = parse("EXAMINATION\n 1   Q.  Why?\n 2   A.  Because it\n 3  breaks.\n 4   THE COURT:  Noted.\n")

    assert texts(parsed) == ["Why?", "Because it\nbreaks.", "Noted."]
    assert parsed.leftovers == ("EXAMINATION",)


def test_the_numbers_of_lines_someone_said_are_theirs() -> None:
    assert texts(parse("Q: Which?\nMei Tan:\n1 red\n2 blue\n3 green"))[1] == "1 red\n2 blue\n3 green"


def test_a_programme_is_no_exchange() -> None:
    entries = "Coffee: who?", "Budget: what is left?", "Report: all of it"
    times = "10:30", "10:45", "11:15"

    assert not parse("\n".join(f"{time} {entry}" for time, entry in zip(times, entries, strict=True))).offered
    assert parse("10:31 Ann Bee: Why?\n10:32 Mei Tan: So.\n10:45 Ann Bee: I see.").offered


def test_a_log_is_no_chat() -> None:
    assert not parse("2025-01-31 10:32:01 WARN disk: full?\n2025-01-31 10:32:02 INFO disk: no").offered


def test_the_sender_of_a_mail_is_no_source() -> None:
    parsed = parse("From: Ann Bee <ann@a.example>\nSubject: Re: questions\n\nQ: Why?\nA: So.")

    assert parsed.exchange.source is None
    assert parsed.leftovers == ("From: Ann Bee <ann@a.example>\nSubject: Re: questions",)
    assert parse("Q: Why?\nA: So.\nFrom: A talk").exchange.source == SourceLine("A talk")


def test_replies_may_be_set_in() -> None:
    parsed = parse(
        "ann_bee\n3 points\nWhy?\n\n  mei_tan\n  5 points\n  So:\n\n      code\n\n"
        "    ann_bee\n    1 point\n    I see."
    )

    assert labels(parsed) == ["ann_bee", "mei_tan", "ann_bee"]
    assert texts(parsed) == ["Why?", "So:\n\n    code", "I see."]


@pytest.mark.parametrize(
    "text", ["12 mai 2023", "12. Mai 2023", "12 de mayo de 2023", "12 мая 2023 г.", "May 12, 2023"]
)
def test_dates_are_read_in_several_languages(text: str) -> None:
    assert read_date(text) == "2023-05-12"
