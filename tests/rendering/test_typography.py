"""Typography: by language, in prose only, in place."""

import pytest

from tests.rendering import prose


def set_in(language: str, text: str) -> str:
    return str(prose(text, language).find("p").text_content())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“She said ‘no’”"),
        ("en-GB", "“She said ‘no’”"),
        ("de", "„She said ‚no‘“"),
        ("de-CH", "«She said ‹no›»"),
        ("fr", "«\u202fShe said “no”\u202f»"),
        ("es", "«She said “no”»"),
        ("pl", "„She said «no»”"),
        ("ru", "«She said „no“»"),
        ("sv", "”She said ’no’”"),
        ("pt", "«She said “no”»"),
        ("pt-BR", "“She said ‘no’”"),
        ("zh-Hans", "\"She said 'no'\""),
        ("ja", "\"She said 'no'\""),
        ("ar", "\"She said 'no'\""),
        ("tlh", "\"She said 'no'\""),
    ],
)
def test_quotation_marks_by_language(language: str, expected: str) -> None:
    assert set_in(language, "\"She said 'no'\"") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("it's the dogs' house", "it’s the dogs’ house"),
        ("in the '90s, 'tis", "in the ’90s, ’tis"),
        ("rock 'n' roll, rock 'n roll, rock'n'roll", "rock ’n’ roll, rock ’n roll, rock’n’roll"),
        ("'Tis the dogs' house; give 'em the '90s' best", "’Tis the dogs’ house; give ’em the ’90s’ best"),
        ("\"'Twas 'em' that he said\"", "“’Twas ‘em’ that he said”"),
        ("an 'em dash', 'tilting'", "an ‘em dash’, ‘tilting’"),
        ("5'10\" tall, 6' wide", "5'10\" tall, 6' wide"),
        ('("a") "b", "c"; "d".', "(“a”) “b”, “c”; “d”."),
        ("\"'Yes,' he said\"", "“‘Yes,’ he said”"),
        ('"*Emphasis*" and **"bold"**', "“Emphasis” and “bold”"),
        ('*"a* b"', "“a b”"),
        ('"An open quotation, carried on', "“An open quotation, carried on"),
        ('Words and a lone " mark', 'Words and a lone " mark'),
        ('"a [b](/c) d"', "“a b d”"),
        ("\"`code`\" and '`x`'", "“code” and ‘x’"),
        ('\\"not these\\"', '"not these"'),
        ("&quot;nor these&quot;", '"nor these"'),
        ("a -- b, a---b, 1--2", "a – b, a—b, 1–2"),
        ("--help -x a --> b <-- c ----", "--help -x a --> b <-- c ----"),
        ("a... b.... c..", "a… b.... c.."),
        ("don't 'don't' 'a \"b\" c'", "don’t ‘don’t’ ‘a “b” c’"),
        ("(c) (r) +- 1/2", "(c) (r) +- 1/2"),
        ('`"a"` <code>"b" -- c</code> <kbd>\'d\'</kbd> "e"', '"a" "b" -- c \'d\' “e”'),
        ("<https://a.example/?q='b'--c...>", "https://a.example/?q='b'--c..."),
        ('one "two\nthree" four', "one “two\nthree” four"),
    ],
)
def test_in_english_prose(typed: str, expected: str) -> None:
    assert set_in("en", typed) == expected


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("de", "'ne Brücke, 's ist 'Erlaubnis' der Jungs'", "’ne Brücke, ’s ist ‚Erlaubnis‘ der Jungs’"),
        ("de", "der Buchstabe 'n' hier", "der Buchstabe ‚n‘ hier"),
        ("nl", "'s avonds in 't huis van 'Jan'", "’s avonds in ’t huis van ‘Jan’"),
    ],
)
def test_words_that_begin_with_an_apostrophe_by_language(language: str, typed: str, expected: str) -> None:
    assert set_in(language, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Il dit : oui ; non ! Quoi ?", "Il dit\xa0: oui\u202f; non\u202f! Quoi\u202f?"),
        ("Il dit: oui; non! Quoi?", "Il dit\xa0: oui\u202f; non\u202f! Quoi\u202f?"),
        ("« Quoi ?! » «non»", "«\u202fQuoi\u202f?!\u202f» «\u202fnon\u202f»"),
        (
            '"Quoi?" (qui?) etc. *qui*! `x`? **Qui:**',
            "«\u202fQuoi\u202f?\u202f» (qui\u202f?) etc. qui\u202f! x\u202f? Qui\xa0:",
        ),
        ("«\xa0Non\xa0!\xa0» &nbsp;!", "«\xa0Non\xa0!\xa0» \xa0!"),
        ("à 9:30, 3:1, a:b, :-) ;-) :) :D :/ (?) ::", "à 9:30, 3:1, a:b, :-) ;-) :) :D :/ (?) ::"),
        ("https://a.example/?q=1;b!c:d et c:\\\\d", "https://a.example/?q=1;b!c:d et c:\\d"),
        ("<https://a.example/a?q:> `a ? b:` <kbd>a ? b:</kbd>", "https://a.example/a?q: a ? b: a ? b:"),
        ("Non\\! Non \\?", "Non! Non ?"),
    ],
)
def test_spaces_of_french(typed: str, expected: str) -> None:
    assert set_in("fr", typed) == expected


def test_french_is_spaced_as_its_country_does() -> None:
    typed = 'Il dit: "Quoi?" Non !'

    assert [set_in(language, typed) for language in ("fr-BE", "fr-CA", "fr-CH", "en")] == [
        "Il dit\xa0: «\u202fQuoi\u202f?\u202f» Non\u202f!",
        "Il dit\xa0: «\u202fQuoi?\u202f» Non\u202f!",
        "Il dit: «Quoi?» Non\u202f!",
        "Il dit: “Quoi?” Non !",
    ]


@pytest.mark.parametrize(
    "text", ["    \"a\" -- 'b'...", "```\n\"a\" -- 'b'...\n```", "<pre>\"a\" -- 'b'...</pre>"]
)
def test_never_in_code(text: str) -> None:
    assert str(prose(text).text_content()).strip() == "\"a\" -- 'b'..."


def test_everywhere_else_words_stand() -> None:
    text = '# "a"\n\n- "b"\n\n> "c"\n\n|"d"|\n|-|\n|"e"|\n\nf[^1]\n\n[^1]: "g"'

    assert str(prose(text).text_content()).count("“") == 6


def test_lines_of_chinese_join_without_a_space() -> None:
    assert set_in("zh-Hans", "三十年\n并不长\nyes\n对") == "三十年并不长\nyes\n对"
    assert set_in("en", "三十年\n并不长") == "三十年\n并不长"
