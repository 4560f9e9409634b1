"""The contract of the verbatim check, line by line; `test_gaps.py` has its brackets."""

import pytest

from blog.evidence.nearest import Change
from blog.evidence.verbatim import Finding, Passage, check

SOURCE = """HOST: What will stay open?

IDA: Well, we can’t sell it. [laughs] I think that open models are good — very good.

HOST: Would you open non-linear ones, too?

IDA: We will never, under any circumstance that I can foresee, sell your data. That is 3.5 percent of it."""


def verdict(quote: str, source: str = SOURCE) -> str:
    return check(quote, source).verdict


def test_words_that_stand_once_are_exact_and_where_is_told() -> None:
    quote = "I think that open models are good — very good."
    at = SOURCE.index(quote)

    assert check(quote, SOURCE) == Finding("exact", passages=(Passage(at, at + len(quote), quote),))


def test_blanks_around_a_quotation_do_not_count() -> None:
    assert check("\n  open models \ufeff", SOURCE) == check("open models", SOURCE)


@pytest.mark.parametrize(
    ("said", "quoted", "fold"),
    [
        ("Every na\u00efve caf\u00e9 closed.", "Every nai\u0308ve cafe\u0301 closed.", "nfc"),
        ("It costs 5 \u212b at most.", "It costs 5 \u00c5 at most.", "nfc"),
        ("Two\u00a0words,\n\nand\ttwo more.", "Two words, and two more.", "white-space"),
        ("Two \u2028 words\r\nmore.", "Two words more.", "white-space"),
        ("她说：开放的\n模型 很好。", "她说：开放的模型很好。", "white-space"),
        ("We don’t say ‘no’.", "We don't say 'no'.", "quotes"),
        ("She said “no”, he said «yes».", 'She said "no", he said "yes".', "quotes"),
        ("It failed — twice — in 1990–1995.", "It failed - twice – in 1990-1995.", "dashes"),
        ("It failed—twice.", "It failed--twice.", "dashes"),
        ("An extra\u00adordi\u00adnary day.", "An extraordinary day.", "soft-hyphens"),
        ("A\u200b long\u2060 \ufeffday.", "A long day.", "soft-hyphens"),
        ("The ﬁrst oﬃce ﬂoor.", "The first office floor.", "ligatures"),
        ("Well… yes.", "Well... yes.", "ligatures"),
    ],
)
def test_each_fold_is_named_and_holds_both_ways(said: str, quoted: str, fold: str) -> None:
    assert check(quoted, said) == Finding("folded", passages=(Passage(0, len(said), said),), folds=(fold,))
    assert check(said, quoted) == Finding(
        "folded", passages=(Passage(0, len(quoted), quoted),), folds=(fold,)
    )


def test_every_fold_that_was_needed_is_named() -> None:
    said = "“It’s ﬁne” — he\u00a0said."

    assert check('"It\'s fine" - he said.', said).folds == ("ligatures", "quotes", "dashes", "white-space")


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("We agree on all of it.", "we agree on all of it."),  # case
        ("It took 12 years in all.", "It took 12 Years in all."),
        ("It took 12 years in all.", "It took 13 years in all."),  # digits
        ("It took 12 years in all.", "It took twelve years in all."),
        ("It took ② years in all.", "It took 2 years in all."),
        ("Let’s eat, grandma, at last.", "Let’s eat grandma, at last."),  # marks
        ("You would do it?", "You would do it!"),
        ("Open it: now or never.", "Open it; now or never."),
        ("It is a resumé of mine.", "It is a resume of mine."),  # accents
        ("He said 'no' to all of them.", 'He said "no" to all of them.'),  # single and double
        ("We saw the man—eating shark there.", "We saw the man-eating shark there."),  # a hyphen joins
        ("It failed—twice at least.", "It failed — twice at least."),  # white space or none
        ("It was—5 degrees at most.", "It was—-5 degrees at most."),  # the sign of a number
        ("It is at -$5 at most.", "It is at $5 at most."),
        ("A can not do it here.", "A cannot do it here."),
        ("It is an exam-\nple of all that.", "It is an example of all that."),  # a hyphen at a line end
        ("Wait and see. Then act on it.", "Wait and see... Then act on it."),
        ("می‌خواهم همه را ببینم", "میخواهم همه را ببینم"),  # a joiner shapes letters
        ("The œuvre of a whole life.", "The oeuvre of a whole life."),  # a letter, no ligature
    ],
)
def test_nothing_else_is_folded(said: str, quoted: str) -> None:
    assert verdict(quoted, said) == "altered"
    assert verdict(said, quoted) == "altered"


@pytest.mark.parametrize(
    ("said", "inside"),
    [
        ("They are unable to do it.", "able to do it"),
        ("They can’t do it now.", "They can"),
        ("They can't do it now.", "They can'"),
        ("These are non-linear functions here.", "linear functions here"),
        ("These are non–linear functions here.", "linear functions here"),
        ("It grew by 3.5 percent a year.", "5 percent a year"),
        ("It grew by 3.5 percent a year.", "It grew by 3"),
        ("It was -5 degrees that day.", "5 degrees that day"),
        ("It was $5 a month then.", "5 a month then"),
        ("We lost 5% of all of it.", "We lost 5"),
        ("In 1990-1995 it was so.", "In 1990"),
        ("Take this and/or that one.", "Take this and"),
        ("See it at 10:32 again.", "See it at 10"),
        ("The cafe\u0301 was closed all day.", "The cafe"),
        ("Um\u00adunable to do it all.", "unable to do it all"),
        ("It fell to -$5 million that day.", "$5 million that day"),
        ("It fell to −US$5 million that day.", "US$5 million that day"),
        ("It fell by -.5 percent that day.", ".5 percent that day"),
        ("It was－5 degrees that day.", "5 degrees that day"),
        ("It was —−5 degrees that day.", "5 degrees that day"),
        ("It cost us 12\u00a0345 euros in all.", "345 euros in all"),
        ("It cost us 12 345 678 euros in all.", "678 euros in all"),
        ("增长了３．５％，很好。", "５％，很好"),
        ("We own 1⁄5 of all of it.", "5 of all of it"),
        ("There are 10^6 boxes of it.", "6 boxes of it"),
        ("They are (un)able to do it.", "able to do it"),
        ("They dis-\nagree with all of it.", "agree with all of it"),
        ("They dis\u00ad \r\n agree with all of it.", "agree with all of it"),
        ("They wholly dis-\nagree with it.", "They wholly dis"),
        ("개방형모델은 좋다고 생각한다.", "모델은 좋다고 생각한다."),
    ],
)
def test_a_quotation_neither_begins_nor_ends_inside_a_word(said: str, inside: str) -> None:
    assert verdict(inside, said) == "altered"


@pytest.mark.parametrize(
    ("said", "between"),
    [
        ("They said “open it”, and left.", "open it"),
        ("They tried—it failed.", "it failed"),
        ("They tried (it failed).", "it failed"),
        ("They agreed... in the end.", "They agreed"),
        ("See U.S. law.", "U.S."),
        ("In 1990 200 people came.", "200 people came"),
        ("I- I think so.", "I think so."),
        ("IDA: We were-\nHOST: You were?", "We were-"),
        ("开放的模型很好。", "模型很好"),
    ],
)
def test_marks_part_words_and_so_do_signs(said: str, between: str) -> None:
    assert verdict(between, said) == "exact"


def test_a_quotation_may_go_over_paragraphs_but_over_no_label() -> None:
    said = "IDA: One thing.\n\nAnd another.\n\nHOST: A third."

    assert verdict("One thing. And another.", said) == "folded"
    assert verdict("And another. A third.", said) == "altered"


@pytest.mark.parametrize(
    "quote",
    [
        "I think that closed models are good",
        "I think that open models are not good",
        "We will, under any circumstance that I can foresee, sell your data.",
        "We will never sell your data.",
        "That is 35 percent of it.",
        "I think that open models are good. We will never",
        "very good. Would you open",
    ],
)
def test_any_other_change_of_words_is_an_alteration(quote: str) -> None:
    assert verdict(quote) == "altered"


def test_an_alteration_tells_what_differs_and_where() -> None:
    finding = check("I think that closed models aren't good — very good.", SOURCE)

    assert finding.diff == (
        Change("equal", "I think that", "I think that"),
        Change("replace", "closed", "open"),
        Change("equal", "models", "models"),
        Change("replace", "aren't", "are"),
        Change("equal", "good — very good.", "good — very good."),
    )
    assert [passage.text for passage in finding.passages] == [
        "I think that open models are good — very good."
    ]


def test_an_unmarked_cut_is_told_as_words_left_out() -> None:
    finding = check("We will never, under any circumstance, sell your data.", SOURCE)

    assert Change("delete", "", "that I can foresee") in finding.diff


def test_white_space_on_one_side_only_is_told() -> None:
    finding = check("It failed—twice at least.", "It failed — twice at least.")

    assert Change("replace", "failed—twice", "failed — twice") in finding.diff


def test_each_part_of_an_altered_quotation_is_told() -> None:
    finding = check("We will never […] sell our data. […] Purple dogs eat rocks.", SOURCE)

    assert finding.diff == (
        Change("equal", "We will never", "We will never"),
        Change("equal", "sell", "sell"),
        Change("replace", "our", "your"),
        Change("equal", "data.", "data."),
        Change("insert", "Purple dogs eat rocks.", ""),
    )


def test_words_that_stand_twice_are_ambiguous_until_one_place_is_chosen() -> None:
    said = "It is so. And it is so. It is so, he said."
    places = (Passage(0, 8, "It is so"), Passage(24, 32, "It is so"))

    assert check("It is so", said) == Finding("ambiguous", passages=places)
    for place in places:
        assert check("It is so", said, chosen=place.start) == Finding("exact", passages=(place,))
    for elsewhere in (-1, 1, 23, 25, len(said), 10**9):
        assert check("It is so", said, chosen=elsewhere).verdict == "ambiguous"


def test_words_that_stand_once_as_they_are_and_once_folded_are_ambiguous() -> None:
    assert verdict("It's so", "It's so. It’s so.") == "ambiguous"


def test_the_first_twenty_places_are_told_and_any_can_be_chosen() -> None:
    said = "It is so. " * 30

    assert len(check("It is so", said).passages) == 20
    assert check("It is so", said, chosen=290).verdict == "exact"


def test_a_choice_changes_nothing_where_there_is_none() -> None:
    assert check("open models", SOURCE, chosen=3) == check("open models", SOURCE)


@pytest.mark.parametrize(
    "quote", ["", " \n", "[…]", "[only a note]", "?!", "\u00ad", "…", "Purple dogs eat rocks."]
)
def test_what_has_no_words_or_stands_nowhere_near_is_not_found(quote: str) -> None:
    assert check(quote, SOURCE) == Finding("not_found")


@pytest.mark.parametrize("source", ["", " \n\t", "\ufeff\u00ad"])
def test_without_a_source_nothing_is_checked(source: str) -> None:
    assert check("It is so", source) == Finding("unchecked")


def test_a_quotation_beyond_all_measure_is_not_checked() -> None:
    assert verdict("so " * 33_334) == "unchecked"
    assert verdict("so " * 33_333) == "not_found"
