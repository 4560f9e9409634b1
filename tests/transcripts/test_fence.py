"""The portable form: what it looks like, what it refuses, and what an author sees in a Transcript box."""

from dataclasses import replace
from pathlib import Path

import pytest

from blog.transcripts import (
    Exchange,
    FenceError,
    SourceLine,
    Translation,
    Turn,
    lift_opening,
    parse,
    plain,
    read_box,
    read_fence,
    split_header,
    write_box,
    write_fence,
)

FULL = Exchange(
    turns=(
        Turn("question", "Presentadora", "¿Qué hace bueno a un archivo?", time="41:07", language="es"),
        Turn(
            "answer",
            "Lucía Prado",
            "Que alguien pueda abrirlo.\n\nDentro de treinta años.",
            capacity="archivist",
            language="es",
            translation=Translation("en", "Maren Quill", "That someone can open it.\n\nIn thirty years."),
        ),
        Turn("editor", "Editor", "The recording ends here."),
    ),
    source=SourceLine("Mañana en el archivo", "https://radio.example/archivo", "2025-06-14"),
    slug="what-makes-a-good-archive",
    language="es",
    context="After the break.",
)

WRITTEN = """::: qa what-makes-a-good-archive {lang=es}
Context: After the break.

Presentadora [41:07] {lang=es}: ¿Qué hace bueno a un archivo?

Lucía Prado (archivist) {lang=es}: Que alguien pueda abrirlo.

  Dentro de treinta años.
Translation (en, Maren Quill): That someone can open it.

  In thirty years.

Editor: The recording ends here.

Source: [Mañana en el archivo](https://radio.example/archivo), 2025-06-14
:::"""


def test_is_written_as_plainly_as_it_can_be() -> None:
    assert write_fence(FULL) == WRITTEN
    assert read_fence(WRITTEN) == FULL


def test_the_example_of_the_format_is_read() -> None:
    exchange = read_fence(
        "::: qa\nQ: Would you consider …?\n\nSam Example: yes, …\n\n"
        "Source: [AMA with the team](https://a.example), 2025-01-31\n:::"
    )

    assert [(turn.kind, turn.label, turn.text) for turn in exchange.turns] == [
        ("question", "Q", "Would you consider …?"),
        ("answer", "Sam Example", "yes, …"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("::: qa\nno turns\n:::", 2, "Nobody speaks here"),
        ("::: qa\nQ: Why?", 1, "not closed"),
        ("::: qa two words\nQ: Why?\n:::", 1, "without spaces"),
        ("::: qa {color=red}\nQ: Why?\n:::", 1, "“color” is no setting"),
        ("::: qa\nQ: Why?\n\nSource: Talk\n\nmore words\n:::", 6, "belongs to no turn"),
        ("::: qa\nQ: Why?\nMei Tan:\n:::", 3, "“Mei Tan” says nothing"),
        ("::: qa\nQ: Why?\n:::\nmore", 4, "after the end of the fence"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, line: int, says: str) -> None:
    with pytest.raises(FenceError) as error:
        read_fence(text)

    assert says in str(error.value)
    assert error.value.line == line


def test_what_a_box_shows_is_read_in_a_paste_as_in_a_box() -> None:
    parsed = parse(write_box(FULL))

    assert (parsed.exchange, parsed.leftovers) == (replace(FULL, slug=""), ())
    assert parse("{one thing}\nQ: Why?\n\nAnn Bee: Because.").leftovers == ("{one thing}",)


def test_a_box_takes_a_fence_its_inside_or_a_paste() -> None:
    inside = "\n".join(WRITTEN.split("\n")[1:-1])

    assert read_box(WRITTEN) == FULL
    assert read_box(inside).turns == FULL.turns
    assert read_box("HOST\nWhy?\n\nMEI TAN\nSo.").turns[1] == Turn("answer", "MEI TAN", "So.")
    assert write_box(FULL).startswith("{lang=es}\nContext: After the break.")


def test_words_before_the_first_name_are_the_context_of_a_box() -> None:
    assert read_box("After the break.\n\nQ: Why?").context == "After the break."


def test_an_outer_fence_is_longer_than_any_inside() -> None:
    exchange = Exchange((Turn("remark", "Mei Tan", "One.\n::::\nTwo."),))

    assert write_fence(exchange).startswith("::::: qa\n")
    assert read_fence(write_fence(exchange)) == exchange


def test_what_a_reader_copies() -> None:
    assert plain(FULL).split("\n\n") == [
        "Context: After the break.",
        "Presentadora (41:07): ¿Qué hace bueno a un archivo?",
        "Lucía Prado (archivist): Que alguien pueda abrirlo.",
        "Dentro de treinta años.",
        "Translation (en, Maren Quill): That someone can open it.",
        "In thirty years.",
        "Editor: The recording ends here.",
        "Source: Mañana en el archivo, 2025-06-14",
    ]


SAMPLE = """I am Maren Quill. I write about archives.
Posted on 2025-02-01 :: Tags: ai, open-weights,

Q: Would you release it?

Jonas Weld: yes, we are discussing.

Source: Panel at Quay Hall

It is interesting: he said so.

Regardless, it was said."""
SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_e1d2c189efecef30.txt"


def test_the_header_of_a_kept_essay() -> None:
    header, rest = split_header(SAMPLE)

    assert (header.site_line, header.date) == ("I am Maren Quill. I write about archives.", "2025-02-01")
    assert header.tags == ("ai", "open-weights")
    assert rest.startswith("Q: Would")
    assert split_header(rest)[1] == rest


@pytest.mark.parametrize("text", [SAMPLE, SEED.read_text() if SEED.exists() else SAMPLE])
def test_an_exchange_at_the_top_is_lifted(text: str) -> None:
    lifted = lift_opening(split_header(text)[1])

    assert lifted is not None
    exchange, rest = lifted
    assert [turn.kind for turn in exchange.turns] == ["question", "answer"]
    assert exchange.source is not None
    assert rest.startswith("It is interesting")


@pytest.mark.parametrize("end", ["---", "::", "Source: Talk\n\n::"])
def test_a_line_may_end_it(end: str) -> None:
    lifted = lift_opening(f"Q: Why?\n\nMei Tan: So.\n\n{end}\n\nProse.")

    assert lifted is not None
    assert lifted[1] == "Prose."


@pytest.mark.parametrize(
    "text",
    [
        "Prose first.\n\nQ: Why?\n\nMei Tan: So.\n\nSource: Talk\n\nMore.",
        "Q: Why?\n\nMei Tan: So.\n\nProse that could be hers.",
        "Q: Only a question?\n\nSource: Talk",
        "",
    ],
)
def test_anything_else_stays_prose(text: str) -> None:
    assert lift_opening(text) is None
