"""The words of a text: gathered, counted, summed up."""

import pytest

from blog.rendering import render, summarise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One *two*\nthree.\n\nFour.", "One two three.\n\nFour."),
        ("- a\n- b\n\n  c", "a\nb\nc"),
        ("> a\n\nb", "a\n\nb"),
        ("Words.\n\n## Head\n\nMore.", "Words.\n\nHead\n\nMore."),
        ("## Head\n\nWords.", "Words.\n\nHead"),
        ("![alt](/media/a/b.png)\n\nWords.", "Words.\n\nalt"),
        ("## Head", "Head"),
        ("`code` [link](/x) <b>bold</b><br>line", "code link bold line"),
        ("    code\n      more", "code\n  more"),
        ("|a|b|\n|-|-|\n|c|d|", "a\nb\nc\nd"),
        ("<div>a <b>b</b> &amp;<script>no</script></div>", "a b &"),
        ("a <script>no *no*</script> b <SVG><title>no</title>no</SVG>c", "a  b c"),
        ("a <script>b", "a b"),
        ("a &lt;b&gt; \\*c\\*", "a <b> *c*"),
        ('"a" -- b', "“a” – b"),
        ("a\n\n[[qa: b]]\n\nc", "a\n\nc"),
        ("::: qa\nQ: no?\n:::\n\na", "a"),
        ("a\\\nb", "a b"),
        ("", ""),
        ("[a]: /b", ""),
    ],
)
def test_plain_text_is_what_is_read(text: str, plain: str) -> None:
    assert render(text).plain_text == plain


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [
        ("", 0, 1),
        ("One two three.", 3, 1),
        ("It's well-known: 3.5 % don't — no.", 5, 1),
        ("三十年并不长。", 6, 1),
        ("ひらがな、カタカナ", 8, 1),
        ("Über 三 straße", 3, 1),
        ("한국어 단어", 2, 1),
        ("ثلاثون سنة", 2, 1),
        ("word " * 238, 238, 1),
        ("word " * 239, 239, 2),
        ("字" * 400, 400, 1),
        ("字" * 401, 401, 2),
    ],
)
def test_counts_words_and_minutes(text: str, words: int, minutes: int) -> None:
    rendered = render(text)

    assert (rendered.words, rendered.minutes) == (words, minutes)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short.", 200, "Short."),
        ("One sentence. Another one. A third.", 30, "One sentence. Another one."),
        ("One sentence. Another one.", 14, "One sentence."),
        ("One sentence that goes on", 15, "One sentence…"),
        ("One, sentence that", 6, "One…"),
        ("Really?! Yes. No more to say", 14, "Really?! Yes."),
        ("“Quoted.” Then more words", 12, "“Quoted.”"),
        ("The U.S. has it. Then more words follow", 20, "The U.S. has it."),
        ("The U.S. army went on and on", 20, "The U.S. army went…"),
        ("Ask Dr. Brown about it, please do", 24, "Ask Dr. Brown about it…"),
        ("Version 3.5 is out. And more", 22, "Version 3.5 is out."),
        ("三十年并不长。这是第二句，长一点。", 10, "三十年并不长。"),
        ("这是一句没有句号的很长的话", 6, "这是一句没…"),
        ("نقيس عمر الورق؟ نعم. لا شيء", 16, "نقيس عمر الورق؟"),
        ("One.\n\nTwo\nlines. Three is long", 16, "One. Two lines."),
        ("«\u202fQuoi\u202f?\u202f» Il\xa0: non", 12, "«\u202fQuoi\u202f?\u202f»"),
        ("Wordswithoutend", 5, "Word…"),
        ("Words", 0, ""),
        ("", 200, ""),
        ("   ", 200, ""),
    ],
)
def test_sums_up_in_whole_sentences(text: str, limit: int, expected: str) -> None:
    assert summarise(text, limit) == expected


def test_sums_up_the_first_sentences_of_an_essay() -> None:
    text = "## Opening\n\n" + "A sentence of some eight words, all told.[^1] " * 10 + "\n\n[^1]: Note."

    summary = summarise(render(text).plain_text)

    assert summary == " ".join(["A sentence of some eight words, all told."] * 4)
    assert len(summary) <= 200
