"""What words changed between two texts, in any script and at any size."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.rendering.differences import Run, count_words, differences, shortened, side_by_side
from tests.timing import costs_at_most

LARGE = 256 * 1024


def told(before: str, after: str) -> str:
    """The runs as one line: `[-removed-]` and `{+added+}`."""
    signs = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
    return "".join(signs[run.how] % run.text for run in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("", "", ""),
        ("The same.", "The same.", "The same."),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("It costs four minutes.", "It costs five minutes.", "It costs [-four-]{+five+} minutes."),
        ("It is so.", "It is not so.", "It is {+not +}so."),
        ("1,000 of them", "1,0000 of them", "1,[-000-]{+0000+} of them"),
        ("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.{+\n\nThree.+}"),
        ("开放的模型很好", "开放的大模型好", "开放的{+大+}模型[-很-]好"),
        ("نماذج مفتوحة جدا", "نماذج مغلقة جدا", "نماذج [-مفتوحة-]{+مغلقة+} جدا"),
        ("हिन्दी में लिखा", "हिन्दी में पढ़ा", "हिन्दी में [-लिखा-]{+पढ़ा+}"),
        ("It’s mine", "It is mine", "[-It’s-]{+It is+} mine"),
        ("<b>x</b>", "<b>y</b>", "<b>[-x-]{+y+}</b>"),
    ],
)
def test_says_which_words(before: str, after: str, says: str) -> None:
    assert told(before, after) == says


def test_a_stray_word_in_a_rewritten_sentence_is_rewritten_too() -> None:
    before = "What it did is make me quote longer, because the whole answer is at hand."

    assert told(before, "It makes me quote more.") == f"[-{before[:-1]}-]{{+It makes me quote more+}}."


def test_counts_words_in_scripts_without_spaces_too() -> None:
    runs = differences("Two words. 开放", "Three more words, indeed. 开")

    assert (count_words(runs, "removed"), count_words(runs, "added")) == (3, 4)


def test_leaves_out_what_is_far_from_a_change() -> None:
    same = "word " * 200

    runs = shortened(differences(f"{same}end", f"{same}new"))

    assert [run.how for run in runs] == ["left out", "same", "removed", "added"]
    assert "".join(run.text for run in runs[:2]) == same
    assert len(runs[1].text) <= 160
    assert shortened([Run("same", "short"), Run("added", "x")]) == [Run("same", "short"), Run("added", "x")]


def hostile() -> dict[str, tuple[str, str]]:
    chance = random.Random(3)
    signs = ["".join(chr(0x4E00 + chance.randrange(kinds)) for _ in range(LARGE // 3)) for kinds in (9, 9999)]
    numbers = [str(number) for number in range(45_000)]
    return {
        "two words by turns": ("a b " * (LARGE // 4), "b a " * (LARGE // 4)),
        "two lines by turns": ("a\nb\n" * (LARGE // 4), "b\na\n" * (LARGE // 4)),
        "ends of lines": ("\n" * LARGE, "x\n" * (LARGE // 2)),
        "one word": ("x" * LARGE, "y" * LARGE),
        "signs": ("?!" * (LARGE // 2), "!?" * (LARGE // 2)),
        "few characters": (signs[0], signs[0][::-1]),
        "many characters": (signs[1], signs[1][::-1]),
        "backwards": (" ".join(numbers), " ".join(reversed(numbers))),
        "every third": (" ".join(numbers), " ".join(n if int(n) % 3 else "q" for n in numbers)),
        "parted again and again": (
            " ".join(f"u{number} {'a b ' * 8}" for number in range(7_000))[:LARGE],
            " ".join(f"u{number} {'b a ' * 8}" for number in range(7_000))[:LARGE],
        ),
    }


@pytest.mark.full
@pytest.mark.parametrize("case", hostile())
def test_a_hostile_text_takes_two_seconds_at_most(case: str) -> None:
    before, after = hostile()[case]

    runs = costs_at_most(2, lambda: differences(before, after))

    assert "".join(run.text for run in runs if run.how != "added") == before
    assert "".join(run.text for run in runs if run.how != "removed") == after


@pytest.mark.parametrize("seed", range(40))
def test_both_texts_can_be_read_from_it(seed: int) -> None:
    chance = random.Random(seed)
    pieces = ["river", "stone", " ", " ", "\n", ",", "的", "开", "é", "[[qa: x]]", "  \n"]
    before, after = ("".join(chance.choices(pieces, k=chance.randrange(60))) for _ in range(2))

    runs = differences(before, after)

    assert "".join(run.text for run in runs if run.how != "added") == before
    assert "".join(run.text for run in runs if run.how != "removed") == after
    assert all(run.text for run in runs)


def beside(before: str, after: str) -> list[tuple[str, str]]:
    def shown(runs: list[Run]) -> str:
        signs = {"added": "+{}+", "removed": "-{}-", "same": "{}", "left out": "…"}
        return "".join(signs[run.how].format(run.text) for run in runs)

    return [(shown(row.before), shown(row.after)) for row in side_by_side(differences(before, after))]


def test_two_texts_side_by_side_have_what_is_unchanged_level() -> None:
    before = "One.\nTwo old.\nThree.\nGone.\nFour.\n"
    after = "One.\nTwo new.\nThree.\nFour.\nFive.\n"

    assert beside(before, after) == [
        ("One.\n", "One.\n"),
        ("Two -old-.\n", "Two +new+.\n"),
        ("Three.\n", "Three.\n"),
        ("-Gone.\n-", ""),
        ("Four.\n", "Four.\n"),
        ("", "+Five.\n+"),
    ]


@given(before=st.text("ab \n", max_size=40), after=st.text("ab \n", max_size=40))
def test_side_by_side_each_column_is_its_text(before: str, after: str) -> None:
    rows = side_by_side(differences(before, after))

    assert "".join(run.text for row in rows for run in row.before) == before
    assert "".join(run.text for row in rows for run in row.after) == after
