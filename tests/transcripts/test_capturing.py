"""Words taken along from a page: read where they are an exchange, else one remark; never fewer words."""

import pytest

from blog.transcripts import SourceLine, capture, names_a_person, read_box

PAGE = {"title": "The Quay Hour, episode 12", "url": "https://quayhour.example/12"}
SOURCE = SourceLine(PAGE["title"], PAGE["url"])


def taken(text: str, **page: str) -> str:
    return capture(text, **{**PAGE, **page}, speaker="Speaker")


def test_an_exchange_is_read_and_its_source_is_the_page() -> None:
    assert taken("Host: Why?\n\nMei Tan: So.\nAnd so.") == (
        "Host: Why?\n\nMei Tan: So.\n  And so.\n\n"
        "Source: [The Quay Hour, episode 12](https://quayhour.example/12)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "It was kept.\n\nIt can be read: by anyone.\nQ: said nobody.",
        "Note: this is prose.",
        "A line.  With two spaces, “quotes” and [brackets].",
        "::: not a fence",
        "Source: of all evil",
    ],
)
def test_what_is_no_exchange_is_one_remark_with_every_word(text: str) -> None:
    (turn,) = read_box(taken(text)).turns

    assert (turn.kind, turn.label, turn.text) == ("remark", "Speaker", text)
    assert read_box(taken(text)).source == SOURCE
    assert not names_a_person(turn.label)


def test_what_stands_around_an_exchange_is_kept_above_it() -> None:
    exchange = read_box(taken("From the archive\n\nQ: Why?\n\nMei Tan: So.\n\nSource: Talk\n\nMore talks"))

    assert exchange.context == "From the archive\n\nMore talks"
    assert [turn.text for turn in exchange.turns] == ["Why?", "So."]


def test_a_source_of_its_own_stays_and_takes_the_address_it_lacks() -> None:
    assert read_box(taken("Q: Why?\n\nMei Tan: So.\n\nSource: Talk, 2024")).source == SourceLine(
        "Talk", PAGE["url"], "2024"
    )


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_an_address_that_ends_the_text_is_the_pages(between: str) -> None:
    box = read_box(taken(f"It was kept.{between}https://a.example/1#:~:text=kept", url=""))

    assert box.turns[0].text == "It was kept."
    assert box.source == SourceLine(PAGE["title"], "https://a.example/1#:~:text=kept")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/hosts", "data:text/html,x", "no"])
def test_what_is_no_address_of_the_web_is_none(url: str) -> None:
    assert read_box(taken("Kept.", url=url)).source == SourceLine(PAGE["title"])


def test_a_page_without_title_or_address_is_no_source() -> None:
    assert taken("Kept.", title=" ", url="") == "Speaker: Kept."


def test_a_title_with_brackets_and_lines_is_read_back() -> None:
    assert read_box(taken("Kept.", title="A [b]\n(c)")).source == SourceLine("A [b] (c)", PAGE["url"])


def test_nothing_selected_leaves_room_above_the_source() -> None:
    assert taken("").endswith("Source: [The Quay Hour, episode 12](https://quayhour.example/12)")
    assert capture("", title="", url="", speaker="Speaker").strip() == "Speaker:"
