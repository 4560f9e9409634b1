"""Names of paragraphs: they stay with their words, and are never given twice."""

import random

import pytest

from blog.rendering import render
from blog.rendering.anchors import LIKE, digest, likeness
from tests.timing import costs_at_most

WORDS = "river stone ledger winter bread letter window copper garden paper signal harbour".split()


def paragraph(seed: int, length: int = 30) -> str:
    return " ".join(random.Random(seed).choice(WORDS) + str(seed * 100 + at) for at in range(length))


def names(*texts: list[str]) -> list[str]:
    """The ids of the last of `texts`, each rendered with the anchors of the one before."""
    anchors: list[list[str]] = []
    for paragraphs in texts:
        anchors = render("\n\n".join(paragraphs), anchors=anchors).anchors
    return [name for name, _digest in anchors[1:]]


A, B, C, D = (paragraph(seed) for seed in range(4))


def edited(text: str, words: int) -> str:
    """`text` with so many of its words replaced, spread over it."""
    parts = text.split()
    for at in random.Random(words).sample(range(len(parts)), words):
        parts[at] = f"new{at}"
    return " ".join(parts)


def test_new_paragraphs_are_counted() -> None:
    assert names([A, B, C]) == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([A, B, C], ["p1", "p2", "p3"]),
        ([A, D, B, C], ["p1", "p4", "p2", "p3"]),
        ([D, A, B, C], ["p4", "p1", "p2", "p3"]),
        ([B, C], ["p2", "p3"]),
        ([A, C], ["p1", "p3"]),
        ([C, A, B], ["p3", "p1", "p2"]),
        ([C, B, A], ["p3", "p2", "p1"]),
        ([A, edited(B, 5), C], ["p1", "p2", "p3"]),
        ([A, edited(B, 25), C], ["p1", "p4", "p3"]),
        ([edited(A, 5), edited(B, 5), edited(C, 5)], ["p1", "p2", "p3"]),
        ([edited(A, 5), D, edited(B, 5), C], ["p1", "p4", "p2", "p3"]),
        ([C, edited(A, 5), B], ["p3", "p1", "p2"]),
        ([A.upper() + "!", B.replace(" ", "\n"), f"*{C}*"], ["p1", "p2", "p3"]),
        ([A, A, B, C], ["p1", "p4", "p2", "p3"]),
        ([D], ["p4"]),
        ([], []),
    ],
)
def test_a_name_stays_with_its_words(after: list[str], expected: list[str]) -> None:
    assert names([A, B, C], after) == expected


def test_no_name_is_given_twice() -> None:
    assert names([A, B, C], [A], [A, B], [D, A]) == ["p5", "p1"]
    assert names([A], [], [B], [], [A]) == ["p3"]


def test_two_paragraphs_made_of_one_and_one_of_two() -> None:
    first, second = " ".join(A.split()[:20]), " ".join(A.split()[20:])

    assert names([A, B], [first, second, B]) == ["p1", "p3", "p2"]
    assert names([first, second, B], [A, B]) == ["p1", "p3"]


def test_repeated_paragraphs_keep_their_places() -> None:
    assert names(["Yes.", A, "Yes.", B, "Yes."], [A, "Yes.", B, "Yes."]) == ["p2", "p3", "p4", "p5"]
    assert names(["Yes.", A, "Yes."], ["Yes.", D, A, "Yes."]) == ["p1", "p4", "p2", "p3"]


@pytest.mark.parametrize("text", ["", "…", "!", "什么", "ا"])
def test_what_has_no_words_is_named_too(text: str) -> None:
    before = [f"{text}.", A]

    assert names(before, [D, *before])[1:] == names(before)


def test_chinese_is_compared_by_signs() -> None:
    before = "三十年前，我把信件存进一张磁盘。今天家里没有一台机器读得了它。"

    assert names([before], [before.replace("今天", "如今"), "完全不同的另一段话，说的是别的事情。"]) == [
        "p1",
        "p2",
    ]


@pytest.mark.parametrize(
    "anchors",
    [
        [["p7", "no digest"]],
        [["next", "many"], ["p7", digest(B)]],
        [["next", "-4"], ["", ""], ["p7", "AAAA.%%%"]],
        [["h-1", digest(A)], ["p7", ""]],
    ],
)
def test_anchors_it_cannot_read_do_not_stop_it(anchors: list[list[str]]) -> None:
    assert render(A, anchors=anchors).anchors[1][0] == "p8"


def test_only_paragraphs_of_the_top_level_are_named() -> None:
    text = f"{A}\n\n> {B}\n\n- {C}\n\n![x](/media/a/b.png)\n\n{D}[^1]\n\n[^1]: Note."

    assert [name for name, _digest in render(text).anchors[1:]] == ["p1", "p2"]


def test_refused_a_text_keeps_its_anchors() -> None:
    anchors = render(A).anchors

    assert render("x" * 300_000, anchors=anchors).anchors == anchors


@pytest.mark.parametrize(
    ("replaced", "kept"),
    [(0, True), (3, True), (10, True), (11, True), (13, False), (20, False), (30, False)],
)
def test_likeness_is_the_share_of_common_words(replaced: int, kept: bool) -> None:
    changed = edited(A, replaced)

    assert likeness(digest(A), digest(changed)) == pytest.approx(1 - replaced / 30)
    assert (likeness(digest(A), digest(changed)) >= LIKE) == kept


@pytest.mark.parametrize(("replaced", "kept"), [(100, True), (400, False)])
def test_long_paragraphs_are_compared_by_a_part_of_their_words(replaced: int, kept: bool) -> None:
    long = paragraph(9, 500)
    changed = edited(long, replaced)

    assert likeness(digest(long), digest(changed)) == pytest.approx(1 - replaced / 500, abs=0.15)
    assert (names([long], [changed]) == ["p1"]) == kept


@pytest.mark.full
@pytest.mark.parametrize("change", ["none", "one", "all", "turned", "new"])
def test_thousands_of_paragraphs_are_named_in_time(change: str) -> None:
    before = [paragraph(seed, 4) for seed in range(3000)]
    after = {
        "none": before,
        "one": [D, *before],
        "all": [edited(text, 1) for text in before],
        "turned": before[::-1],
        "new": [paragraph(seed, 4) for seed in range(5000, 8000)],
    }[change]
    anchors = render("\n\n".join(before)).anchors

    rendered = costs_at_most(2, lambda: render("\n\n".join(after), anchors=anchors))

    kept = {name for name, _digest in rendered.anchors[1:]}
    assert len(kept & {name for name, _digest in anchors}) == (0 if change == "new" else 3000)
