"""What the public page says of the contract is what the check does."""

import pytest

from blog.evidence.examples import EXAMPLES, SOURCE, Example
from blog.evidence.folding import FOLDS
from blog.evidence.verbatim import check, check_all
from blog.models.check import TYPOGRAPHY, Verdict


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.quotation)
def test_every_example_is_called_what_the_page_says(example: Example) -> None:
    assert check(example.quotation, SOURCE).verdict == example.verdict


def test_every_verdict_about_a_text_has_an_example() -> None:
    assert {example.verdict for example in EXAMPLES} == set(Verdict.values) - {"unchecked"}


def test_every_fold_has_words_for_readers() -> None:
    assert list(TYPOGRAPHY) == [fold.name for fold in FOLDS]


def test_many_are_found_as_one_by_one() -> None:
    quotations = [(example.quotation, None) for example in EXAMPLES] + [
        ("Ask me in May", SOURCE.index("Ask me"))
    ]

    found = check_all([*quotations, ("[…]", None), ("x" * 200_001, None)] * 3, SOURCE)

    alone = [check(quotation, SOURCE, chosen=chosen) for quotation, chosen in quotations]
    verdicts = [finding.verdict for finding in found[len(quotations) : len(quotations) + 2]]
    assert (found[: len(alone)], verdicts) == (alone, ["not_found", "unchecked"])
    assert found == found[: len(found) // 3] * 3
