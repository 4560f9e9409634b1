"""Verdicts predicted by hand from the page readers are shown, /about/verification/, before the code was read.

All but two came true. Those two, in capitals and with parts too far apart, were thought to differ: they are
not found, which the page now says exactly. Nothing was passed that the page refuses, nor the other way.
"""

import pytest

from blog.evidence.verbatim import check

FERRY = (
    "Host: Good evening. You closed the ferry in March. Why?\n\n"
    "Keeper: It was not the money. The boat needed 14 new planks and we had three. I’ve said so before — "
    "twice, in fact. People ask me whether I’m sorry; I am not sorry, I am tired. “Tired” is the word. We "
    "carried 1,250 passengers a year, about 3.5 a day, and the co-operative re-elected me every time.\n\n"
    "Host: Will it run again?\n\n"
    "Keeper: Ask the coast\N{SOFT HYPHEN}guard… [laughs] No. Not this year. It will run again when somebody "
    "wants it to run. The first boat was built in 1923 and the second in 1932. The office is on the left "
    "bank of the river Ælf. Naïve as I was, I signed.\n\n"
    "Host: And the planks?\n\n"
    "Keeper: Not this year.\n"
)
CHINESE = "问：这座桥为什么不修了？\n\n答：不是因为钱。钱不够，时间也不够。"
ARABIC = "س: لماذا أغلقتم المرفأ؟\n\nج: لم نغلق المرفأ بسبب المال."
GERMAN = "Das ist »kein« Fehler. Es fiel auf −5 Grad. Er war unfähig, anzuhalten. Der ﬁnale Satz fehlt."
BROKEN = "We are re-\nbuilding the pier, stone by stone."


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("It was not the money.", "exact"),
        ("It was not the money", "exact"),
        ("It was the money.", "altered"),
        ("it was not the money.", "altered"),
        ("IT WAS NOT THE MONEY.", "not_found"),
        ("It was not the money!", "altered"),
        ("It was not [only] the money.", "exact"),
        ("[I]t was not the money.", "altered"),
        ("It  was\nnot the money.", "folded"),
        ("It was\N{NO-BREAK SPACE}not the mo\N{ZERO WIDTH SPACE}ney.", "folded"),
        ("The boat needed 14 new planks and we had three.", "exact"),
        ("The boat needed 41 new planks and we had three.", "altered"),
        ("The boat needed fourteen new planks and we had three.", "altered"),
        ("The boat needed １４ new planks and we had three.", "altered"),
        ("The boat needed 14 planks and we had three.", "altered"),
        ("The boat needed 14 […] planks and we had three.", "elided"),
        ("The boat needed 14 new planks [...] we had three.", "elided"),
        ("The boat needed 14 new planks ... we had three.", "altered"),
        ("The boat needed […] three.", "elided"),
        ("We had three.", "altered"),
        ("I've said so before - twice, in fact.", "folded"),
        ("I’ve said so before -- twice, in fact.", "folded"),
        ("I’ve said so before—twice, in fact.", "altered"),
        ("I’ve said so before, twice, in fact.", "altered"),
        ("I’ve said so before — twice in fact.", "altered"),
        ("People ask me whether I`m sorry; I am not sorry, I am tired.", "folded"),
        ("I am sorry, I am tired.", "altered"),
        ("I am [not] sorry, I am tired.", "altered"),
        ("“Tired” is the word.", "exact"),
        ('"Tired" is the word.', "folded"),
        ("'Tired' is the word.", "altered"),
        ("Tired is the word.", "altered"),
        ("We carried 1,250 [sic] passengers a year", "exact"),
        ("We carried 1250 passengers a year", "altered"),
        ("about 3.5 a day", "exact"),
        ("5 a day, and the co-operative re-elected me", "altered"),
        ("the co\N{NON-BREAKING HYPHEN}operative re\N{NON-BREAKING HYPHEN}elected me every time.", "folded"),
        ("the cooperative re-elected me every time.", "altered"),
        ("the co-operative re elected me every time.", "altered"),
        ("Will it run again?", "exact"),
        ("It will run again", "exact"),
        ("run again", "ambiguous"),
        ("Not this year.", "ambiguous"),
        ("No. Not this year.", "exact"),
        ("[laughs] No. Not this year.", "exact"),
        ("[laughing] No. Not this year.", "exact"),
        ("Ask the coastguard", "folded"),
        ("Ask the coastguard... [laughs] No.", "folded"),
        ("Ask the coastguard… No.", "altered"),
        ("The first boat was built in 1932 and the second in 1923.", "altered"),
        ("The first boat was built in 1923 […] the second in 1932.", "elided"),
        ("the second in 1932 […] The first boat was built", "altered"),
        ("The office is on the right bank of the river Ælf.", "altered"),
        ("The office is on the left bank of the river Aelf.", "altered"),
        ("Nai\N{COMBINING DIAERESIS}ve as I was, I signed.", "folded"),
        ("Naive as I was, I signed.", "altered"),
        ("Good evening. […] tired.", "elided"),
        ("Good evening. […] signed.", "not_found"),
        ("Why? Keeper: It was not the money.", "folded"),
        ("Why? It was not the money.", "altered"),
        ("Why? […] It was not the money.", "elided"),
        ("[…] we had three.", "exact"),
        ("The tide tables were printed on yellow paper.", "not_found"),
    ],
)
def test_of_an_interview(quotation: str, verdict: str) -> None:
    assert check(quotation, FERRY).verdict == verdict


@pytest.mark.parametrize(
    ("source", "quotation", "verdict"),
    [
        (CHINESE, "不是因为钱。", "exact"),
        (CHINESE, "是因为钱。", "exact"),
        (CHINESE, "就是因为钱。", "altered"),
        (CHINESE, "钱不够， 时间也不够。", "folded"),
        (CHINESE, "钱不够,时间也不够。", "altered"),
        (CHINESE, "不够", "ambiguous"),
        (ARABIC, "لم نغلق المرفأ بسبب المال.", "exact"),
        (ARABIC, "نغلق المرفأ بسبب المال.", "exact"),
        (ARABIC, "لن نغلق المرفأ بسبب المال.", "altered"),
        (GERMAN, "Das ist „kein“ Fehler.", "folded"),
        (GERMAN, "Das ist »ein« Fehler.", "altered"),
        (GERMAN, "Es fiel auf -5 Grad.", "folded"),
        (GERMAN, "5 Grad.", "altered"),
        (GERMAN, "fähig, anzuhalten.", "altered"),
        (GERMAN, "Der finale Satz fehlt.", "folded"),
        (BROKEN, "building the pier", "altered"),
    ],
)
def test_of_other_languages_and_hard_text(source: str, quotation: str, verdict: str) -> None:
    assert check(quotation, source).verdict == verdict
