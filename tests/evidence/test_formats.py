"""What a file says: text as its reader sees it, with its pages and times told apart."""

import pytest

from blog.evidence.formats import Mark, Text, Unreadable, markdown, plain, web
from blog.evidence.formats.characters import declared_in, decode


class TestCharacters:
    @pytest.mark.parametrize(
        ("data", "declared", "text"),
        [
            ("Łódź — 我们".encode(), "", "Łódź — 我们"),
            ("Łódź".encode("utf-8-sig"), "iso-8859-1", "Łódź"),
            ("Łódź".encode("utf-16"), "", "Łódź"),
            ("Łódź".encode("utf-32"), "", "Łódź"),
            (b"\xfe\xff" + "我们".encode("utf-16-be"), "", "我们"),
            ("“caf\u00e9”".encode("cp1252"), "latin1", "“café”"),
            ("我们不会".encode("gb18030"), "GB2312", "我们不会"),
            ("我們不會".encode("big5"), "big5", "我們不會"),
            ("zero\u200bwidth\u2060".encode(), "", "zero\u200bwidth\u2060"),
            (b"words", "no-such-charset", "words"),
            (b"words", "zlib", "words"),
        ],
    )
    def test_are_read_as_they_say(self, data: bytes, declared: str, text: str) -> None:
        assert decode(data, declared) == (text, [])

    def test_that_say_nothing_and_are_no_utf8_are_read_with_a_note(self) -> None:
        assert decode("Der Fluß, “café”".encode("cp1252")) == ("Der Fluß, “café”", ["windows-1252"])

    def test_chinese_that_says_nothing_is_not_guessed(self) -> None:
        _text, notes = decode("我们不会".encode("gb18030"))

        assert "windows-1252" in notes

    def test_what_cannot_be_read_shows_and_is_noted(self) -> None:
        assert decode(b"one \xff two", "utf-8") == ("one \ufffd two", ["replaced"])

    @pytest.mark.parametrize("data", [b"one\0two", "one".encode("utf-16-le"), b"PK\3\4\0\0"])
    def test_nul_is_no_text(self, data: bytes) -> None:
        with pytest.raises(Unreadable, match="nul"):
            decode(data)

    @pytest.mark.parametrize(
        ("page", "said"),
        [
            (b'<!doctype html><meta charset="GBK">', "GBK"),
            (b"<META http-equiv=Content-Type content='text/html; charset=windows-1252'>", "windows-1252"),
            (b"<meta charset=utf-16>", "utf-8"),
            (b"<p>charset=big5", ""),
        ],
    )
    def test_a_page_says_it_in_its_head(self, page: bytes, said: str) -> None:
        assert declared_in(page) == said


class TestPlain:
    def test_blocks_are_parted_by_one_blank_line(self) -> None:
        text = "\ufeffQ: Why?\r\n\r\n\r\n\r\nMei Tan: \u201cSo\u201d.  \r\nAnd\u200b so.\n"

        assert plain.read(text) == Text("Q: Why?\n\nMei Tan: \u201cSo\u201d.\nAnd\u200b so.")

    def test_webvtt_gives_spoken_words_by_speaker_and_marks_its_times(self) -> None:
        captions = (
            "WEBVTT\n\nNOTE A comment\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Host>Why did the\nbridge\n\n"
            "2\n00:00:04.000 --> 00:00:06.500\n<v Host>fall &amp; sink?\n\n"
            "3\n01:00:07.000 --> 01:00:09.000\n<v Mei Tan>It did <i>not</i>.\n"
        )

        text = "Host: Why did the bridge fall & sink?\n\nMei Tan: It did not."
        assert plain.read(captions) == Text(
            text,
            [
                Mark(text.index("Why"), "time", 1),
                Mark(text.index("fall"), "time", 4),
                Mark(text.index("It did"), "time", 3607),
            ],
        )

    def test_subrip_without_speakers_is_one_text(self) -> None:
        captions = "1\n00:00:01,000 --> 00:00:02,000\n我们\n\n2\n00:00:02,000 --> 00:00:03,000\n不会。\n"

        assert plain.read(captions) == Text("我们不会。", [Mark(0, "time", 1), Mark(2, "time", 2)])


def test_markdown_gives_its_words() -> None:
    text = "# Talk\n\n**Host:** *Why*?\n\n- It did `not`.\n- [So](/).\n\n<p hidden>x</p>\n\n> A \\* sign"

    assert markdown.read(text) == Text("Talk\n\nHost: Why?\n\nIt did not.\n\nSo.\n\nA * sign")


class TestWeb:
    @pytest.mark.parametrize(
        ("page", "text"),
        [
            ("<p>One  \n two.<p>Three <b>f</b>our.", "One two.\n\nThree four."),
            ("a<br>b<br/> c", "a\nb\nc"),
            ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree"),
            ("<p>A &amp; b &mdash; &#8220;c&#x201d;&nbsp;d", "A & b — “c”\u00a0d"),
            ("<pre>  one\n    two</pre> three", "one\n    two\n\nthree"),
            ("<table><tr><td>1</td><td>2</td></tr><tr><td>3", "1\t2\n\n3"),
            ("<p>soft&shy;ly</p>", "soft\u00adly"),
            ("plain words", "plain words"),
            ("", ""),
        ],
    )
    def test_is_read_in_blocks(self, page: str, text: str) -> None:
        assert web.read(page).text == text

    @pytest.mark.parametrize(
        "unseen",
        [
            "<script>if (a < b) { '<p>x' }</script>",
            "<style>p { color: red }</style>",
            "<title>x</title>",
            "<nav><ul><li>x<li>x</ul></nav>",
            "<template><p>x</template>",
            "<noscript>x</noscript>",
            "<!-- x -->",
            "<p hidden>x</p>",
            "<p hidden>x",
            "<ul><li hidden>x<ul><li>x</ul>x</ul>",
            '<div style="color: red; DISPLAY : none">x<div>x</div>x</div>',
            "<span style='visibility:hidden'>x</span>",
            "<div hidden><br>x<img src=x>x</div>",
            "<div hidden>x</b></span></div>",
            "<dialog>x</dialog>",
            "<svg><text>x</text><path d=''/></svg>",
            "<textarea>x</textarea>",
            "<ruby><rt>x</rt></ruby>",
            "<dl><dt hidden>x</dl>",
        ],
    )
    def test_what_nobody_sees_is_not_said(self, unseen: str) -> None:
        assert web.read(f"<div>Before</div>{unseen}<p>after.").text == "Before\n\nafter."

    @pytest.mark.parametrize(
        "seen", ["<details>x</details>", "<dialog open>x</dialog>", "<p hidden=until-found>x"]
    )
    def test_what_opens_is_said(self, seen: str) -> None:
        assert web.read(seen).text == "x"
