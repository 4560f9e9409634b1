"""Where excerpts stand: alone on a line at the top level, and nowhere else."""

import pytest

from blog.rendering import Fence, find_fences, render, replace_places
from tests.rendering import fatal, remarks


def parts(text: str) -> list[str]:
    """A letter for each segment of HTML, the slug of each excerpt."""
    return [segment.get("excerpt", "-") for segment in render(text).segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[qa: a]]", ["a"]),
        ("One.\n\n[[qa: a]]\n\nTwo.", ["-", "a", "-"]),
        ("One.\n[[qa: a]]\nTwo.", ["-", "a", "-"]),
        ("[[qa: a]]\n[[qa: b]]", ["a", "b"]),
        ("   [[qa:a]]  ", ["a"]),
        ("[[qa:   a   ]]\t", ["a"]),
        ("- item\n[[qa: a]]", ["-", "a"]),
        ("> quotation\n[[qa: a]]", ["-", "a"]),
        ("- item\n\n[[qa: a]]\n\n- item", ["-", "a", "-"]),
        ("# Heading\n[[qa: a]]", ["-", "a"]),
        ("|a|\n|-|\n[[qa: a]]", ["-", "a"]),
        ("[[qa: 什么样的档案]]", ["什么样的档案"]),
        ("[^1]: Note.\n\n[[qa: a]]\n\nText.[^1]", ["a", "-"]),
        ("[a]: /x\n[[qa: a]]", ["a"]),
        ("[[qa: a]]\r\n\r\nTwo.", ["a", "-"]),
    ],
)
def test_a_place_cuts_the_text(text: str, expected: list[str]) -> None:
    assert parts(text) == expected
    assert fatal(text) == []
    assert render(text).placements == tuple(slug for slug in expected if slug != "-")


OUTSIDE = "must stand alone on its line, outside lists, quotations, sentences and code."


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("A sentence [[qa: a]].", 1, f"[[qa: a]] {OUTSIDE}"),
        ("One.\n\nTwo\nand [[qa: a]]", 4, f"[[qa: a]] {OUTSIDE}"),
        ("- [[qa: a]]", 1, f"[[qa: a]] {OUTSIDE}"),
        ("- item\n\n  [[qa: a]]", 3, f"[[qa: a]] {OUTSIDE}"),
        ("1. item\n   [[qa: a]]", 2, f"[[qa: a]] {OUTSIDE}"),
        ("> [[qa: a]]", 1, f"[[qa: a]] {OUTSIDE}"),
        ("> quotation\n> [[qa: a]]", 2, f"[[qa: a]] {OUTSIDE}"),
        ("## [[qa: a]]", 1, f"[[qa: a]] {OUTSIDE}"),
        ("|x|\n|-|\n|[[qa: a]]|", 3, f"[[qa: a]] {OUTSIDE}"),
        ("a[^1]\n\n[^1]: [[qa: a]]", 3, f"[[qa: a]] {OUTSIDE}"),
        ("`[[qa: a]]`", 1, f"[[qa: a]] {OUTSIDE}"),
        ("```\n\n[[qa: a]]\n```", 3, "[[qa: a]] must stand alone on its line, outside code."),
        (
            "a\n\n    [[qa: a]]",
            3,
            "[[qa: a]] must stand alone on its line, not indented: four spaces before it make it code.",
        ),
        ("<div>\n[[qa: a]]\n</div>", 2, "[[qa: a]] must stand alone on its line, outside HTML."),
        ("[[qa: a]] [[qa: b]]", 1, f"[[qa: a]] {OUTSIDE}"),
        ("[[qa: two words]]", 1, "“[[qa: two words]]” names no excerpt. Write [[qa: its-name]]."),
        ("[[qa: ]]", 1, "“[[qa: ]]” names no excerpt. Write [[qa: its-name]]."),
        ("[[QA: a]]", 1, "“[[QA: a]]” names no excerpt. Write [[qa: its-name]]."),
        ("[[qa: a]", 1, "“]]” is missing after “[[qa: a”. Add it."),
        ("[[qa: a\n]]", 1, "“]]” is missing after “[[qa: a”. Add it."),
        (
            "[[qa: a]]\n\n[[qa: a]]",
            3,
            "“a” stands on line 1 already; an essay shows it once. Delete one of the two.",
        ),
    ],
)
def test_a_place_elsewhere_is_a_stop(text: str, line: int, told: str) -> None:
    assert fatal(text)[0] == (line, told)


@pytest.mark.parametrize(
    "text",
    [
        "\\[[qa: a]]",
        "[\\[qa: a]]",
        "[[ qa: a ]]",
        "[qa: a]",
        "`[[qa: SLUG]]` places an excerpt",
        "```\n[[qa: …]]\n```",
        "<!-- [[qa: a]] -->",
        "```\n::: qa\nQ: Why?\n:::\n```",
        "The ::: qa fence",
        "::: note\nwords\n:::",
        "::: qaa\nwords\n:::",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert fatal(text) == []
    assert render(text).placements == ()


def test_an_excerpt_placed_twice_stands_where_it_is_placed_first() -> None:
    assert parts("One.\n\n[[qa: a]]\n\nTwo.\n\n[[qa: a]]\n\nThree.") == ["-", "a", "-"]


FENCE = "::: qa\nQ: Why?\n\nA: So.\n:::"


@pytest.mark.parametrize(
    ("text", "fences"),
    [
        (FENCE, [(0, 5, FENCE)]),
        (f"One.\n\n{FENCE}\n\nTwo.", [(2, 7, FENCE)]),
        (f"One.\n{FENCE}\nTwo.", [(1, 6, FENCE)]),
        (f"{FENCE}\n{FENCE}", [(0, 5, FENCE), (5, 10, FENCE)]),
        ("::: qa name {lang=en}\nQ: a\n:::", [(0, 3, "::: qa name {lang=en}\nQ: a\n:::")]),
        (":::qa\nQ: a\n:::::", [(0, 3, ":::qa\nQ: a\n:::::")]),
        ("  ::: qa\nQ: a\n  :::  ", [(0, 3, "  ::: qa\nQ: a\n  :::  ")]),
        (":::: qa\nQ: a\n::: qa\nQ: b\n:::\n::::", [(0, 6, ":::: qa\nQ: a\n::: qa\nQ: b\n:::\n::::")]),
        ("- item\n::: qa\nQ: a\n:::", [(1, 4, "::: qa\nQ: a\n:::")]),
        ("::: qa\nQ: a\n\n- b\n> c\n```\n:::", [(0, 7, "::: qa\nQ: a\n\n- b\n> c\n```\n:::")]),
        ("::: qa\r\nQ: a\r\n:::", [(0, 3, "::: qa\nQ: a\n:::")]),
        ("```\n::: qa\nQ: a\n:::\n```", []),
        ("    ::: qa\n    Q: a\n    :::", []),
        ("> ::: qa\n> Q: a\n> :::", []),
        ("- ::: qa\n  Q: a\n  :::", []),
        ("::: qa\nQ: a", []),
        ("::: qa\nQ: a\n::: qa\nQ: b\n:::", [(2, 5, "::: qa\nQ: b\n:::")]),
        ("words", []),
    ],
)
def test_finds_fences_of_the_top_level(text: str, fences: list[tuple[int, int, str]]) -> None:
    assert find_fences(text) == [Fence(*found) for found in fences]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            "a\n\n::: qa\nQ: a",
            3,
            "“::: qa” opens an exchange that is never closed. End it with a line “:::”.",
        ),
        ("a\n::: qa\nQ: a", 2, "“::: qa” opens an exchange that is never closed. End it with a line “:::”."),
        (
            "::: qa\nQ: a\n\n::: qa\nQ: b\n:::",
            1,
            "“::: qa” opens an exchange that is never closed. End it with a line “:::”.",
        ),
        (
            "- ::: qa\n  Q: a\n  :::",
            1,
            "“::: qa” must stand alone on its line, outside lists and quotations.",
        ),
        ("> a\n> ::: qa\n> :::", 2, "“::: qa” must stand alone on its line, outside lists and quotations."),
    ],
)
def test_a_fence_elsewhere_or_open_is_a_stop(text: str, line: int, told: str) -> None:
    assert fatal(text) == [(line, told)]


def test_a_fence_not_lifted_yet_is_shown_as_typed() -> None:
    text = '::: qa\nQ: "Why" -- <b>?\n:::'

    assert render(text).segments == [{"html": '<pre>::: qa\nQ: "Why" -- &lt;b&gt;?\n:::</pre>'}]
    assert remarks(text) == [(1, "This exchange becomes an excerpt when the essay is saved.")]
    assert fatal(text) == []


def test_places_are_replaced_however_they_are_spaced() -> None:
    text = "One.\n[[qa:a]]\n\n```\n[[qa: SLUG]]\n```\n\n  [[qa:  b ]]\nTwo."

    replaced = replace_places(text, lambda slug: f"<{slug}>")

    assert replaced == "One.\n<a>\n\n```\n[[qa: SLUG]]\n```\n\n<b>\nTwo."
