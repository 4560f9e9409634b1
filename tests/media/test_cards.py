"""Cards: the words as they were said, in faces that have every sign of them, or none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pytest_django import Settings

from blog.media import cards, lettering
from blog.media.cards import Card
from blog.media.lettering import CUT, Style, Unshowable, lines, plain, set_within, shortened
from tests.house import ROOT

STYLE = Style(40, 400, "#000000")


def same(one: Card, other: Card) -> bool:
    difference = ImageChops.difference(*(cards.draw(card).convert("RGB") for card in (one, other)))
    return difference.getbbox() is None


def test_is_a_picture_of_the_size_other_sites_show(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    card = Card("So.", "", "Why?", "Mei Tan", "Panel", "Maren Quill")

    drawn, again = cards.keep(card), cards.keep(card)

    with Image.open(card.file) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert (drawn, again) == (True, False)
    assert card.file.stat().st_size < 50_000
    assert [file.suffix for file in cards.folder().iterdir()] == [".png"]


def test_an_essays_title_stands_large_above_what_is_said_in_it() -> None:
    alone, both = cards.draw(Card("", title="Thirty years")), cards.draw(Card("So.", title="Thirty years"))

    assert not same(Card("", title="Thirty years"), Card("So.", title="Thirty years"))
    assert (alone.size, both.size) == ((1200, 630), (1200, 630))
    assert Card("So.", title="Thirty years", speaker="Mei Tan").text == "Thirty years\nSo. — Mei Tan"


def test_its_name_is_its_words() -> None:
    card = Card("So.", "", "Why?", "Mei Tan", "Panel", "Maren Quill")

    others = [Card("So!"), Card("Why?", "So."), Card("So.", "Why?"), Card("So.", "", "Why?"), Card("So.Why?")]
    assert len({card.digest, *(other.digest for other in others)}) == 6
    assert card.digest == Card("So.", "", "Why?", "Mei Tan", "Panel", "Maren Quill").digest


@pytest.mark.parametrize(
    "words",
    [
        "Łódź, Győr, Číž",
        "Ἀθῆναι, καὶ ὅμως",
        "И всё-таки",
        "Việt Nam, nghĩa là",
        "e\u0301, o\u0302",
        "“a” — ‘b’ … €5",
    ],
)
def test_latin_greek_and_cyrillic_are_drawn(words: str) -> None:
    assert not same(Card(words), Card("a"))


@pytest.fixture
def without_noto(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which no other faces are installed."""
    monkeypatch.setattr(lettering, "_others", tuple)
    lettering._face.cache_clear()
    yield
    lettering._face.cache_clear()


@pytest.mark.full  # .ci/run has the faces installed
@pytest.mark.parametrize("words", ["没有人记得的服务器", "שלום", "سلام", "नमस्ते"])
def test_other_scripts_are_drawn_where_noto_is_installed(words: str) -> None:
    assert not same(Card(words), Card("a"))


@pytest.mark.full
def test_chinese_is_broken_between_signs_but_never_before_a_stop() -> None:
    found = list(lines("没有人记得的服务器没有人。记得的服务器", STYLE, 460))

    assert "".join(found) == "没有人记得的服务器没有人。记得的服务器"
    assert [line[0] for line in found if line[0] in "。，"] == []
    assert all(STYLE.width(line) <= 460 for line in found)
    cut, _whole = set_within("没有人记得的服务器没有人", 1, STYLE, 300)
    assert cut == [f"没有人记得的 {CUT}"]


@pytest.mark.full
def test_arabic_begins_at_the_right_edge_and_joins_its_letters() -> None:
    drawn = cards.draw(Card("سلام", question="لماذا؟", speaker="نور", site="Maren Quill")).convert("RGB")

    paper = Image.new("RGB", drawn.size, cards.PAPER)
    words = ImageChops.difference(drawn, paper).crop((0, 0, 1200, 540)).getbbox()
    assert words is not None
    assert (words[0] > 700, words[2]) == (True, 1120)
    joined, apart = STYLE.width("سلام"), sum(STYLE.width(letter) for letter in "سلام")
    assert joined < apart


@pytest.mark.parametrize("words", ["北京", "שלום", "سلام", "नमस्ते", "ok 🙂", "\ufffe", "a\u20e3"])
def test_what_no_face_has_is_refused_and_not_drawn_as_boxes(words: str, without_noto: None) -> None:
    with pytest.raises(Unshowable):
        cards.draw(Card(words))
    assert not cards.keep(Card("fine", speaker=words))


def test_signs_that_print_nothing_change_nothing() -> None:
    assert plain("so\u200b\u00adft\u2066\x07") == "soft"
    assert same(Card("so\u200bft"), Card("soft"))


def test_lines_break_at_spaces_and_at_the_speakers_own() -> None:
    found = list(lines("one two\nthree four five", STYLE, 200))

    assert found == ["one two", "three four", "five"]
    assert all(STYLE.width(line) <= 200 for line in found)


def test_a_word_wider_than_the_line_is_parted() -> None:
    found = list(lines("Donaudampfschifffahrt", STYLE, 200))

    assert "".join(found) == "Donaudampfschifffahrt"
    assert all(STYLE.width(line) <= 200 for line in found)


def test_too_many_words_are_cut_at_a_word_with_the_mark_of_a_cut() -> None:
    found, whole = set_within("one two three four five six seven", 2, STYLE, 200)

    assert (found, whole) == (["one two", f"three {CUT}"], False)
    assert STYLE.width(found[-1]) <= 200


def test_a_long_name_leaves_its_end_out() -> None:
    found = shortened("Someone With Very Many Names", STYLE, 200)

    assert found.endswith("…")
    assert STYLE.width(found) <= 200


@pytest.mark.parametrize("title", ["", "Title " * 60])
@pytest.mark.parametrize("words", ["", "word " * 3_000])
def test_any_length_stays_within_the_picture(title: str, words: str) -> None:
    told = {"speaker": "Name " * 50, "source": "Source " * 50, "site": "Site " * 50}
    long = Card(words, title, question="asked " * 500, **told)

    drawn = cards.draw(long).convert("RGB")

    paper = Image.new("RGB", drawn.size, cards.PAPER)
    box = ImageChops.difference(drawn, paper).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (left >= 78, top >= 60, right <= 1122, bottom <= 600) == (True, True, True, True)


def test_cards_nobody_wants_any_more_go() -> None:
    old, new = Card("Old."), Card("New.")
    cards.keep(old)
    cards.keep(new)

    cards.sweep(before=new.file.stat().st_mtime + 0.0)
    kept = new.file.exists()
    cards.sweep(before=new.file.stat().st_mtime + 1)

    assert (kept, new.file.exists()) == (True, False)


def test_the_faces_come_with_their_licence() -> None:
    fonts = Path(ROOT, "blog", "media", "fonts")

    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL-literata.txt").read_text().upper()
