"""Every sentence of real-length transcripts, altered: none may pass. As many that are faithful: all do."""

from collections import Counter
from pathlib import Path

import pytest

from blog.evidence.verbatim import check
from tests.evidence.mutations import TRANSCRIPTS, WAYS, altered, faithful

pytestmark = pytest.mark.full

SEED = 5


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_no_altered_quotation_passes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quotations = list(altered(path, SEED))

    verdicts = [(made.how, check(made.quote, made.source).verdict, made.quote) for made in quotations]

    caught = sum(verdict in {"altered", "not_found"} for _how, verdict, _quote in verdicts)
    with capsys.disabled():
        print(f"\n{path.stem}: {caught} of {len(verdicts)} altered caught, {caught / len(verdicts):.2%}")
    assert [told for told in verdicts if told[1] not in {"altered", "not_found"}] == []
    assert {way.__name__ for way in WAYS} == {made.how for made in quotations}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_every_faithful_quotation_passes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quotations = list(faithful(path, SEED))

    findings = [check(made.quote, made.source) for made in quotations]

    verdicts = [
        (made.how, found.verdict, made.quote) for made, found in zip(quotations, findings, strict=True)
    ]
    passed = sum(how.startswith(verdict) for how, verdict, _quote in verdicts)
    with capsys.disabled():
        print(f"\n{path.stem}: {passed} of {len(verdicts)} faithful passed, {passed / len(verdicts):.2%}")
    assert [told for told in verdicts if not told[0].startswith(told[1])] == []
    assert all(
        made.source[passage.start : passage.end] == passage.text
        for made, found in zip(quotations, findings, strict=True)
        for passage in found.passages
    )


def test_there_are_enough_of_them() -> None:
    made = Counter({"altered": 0, "faithful": 0})
    for path in TRANSCRIPTS:
        made["altered"] += sum(1 for _ in altered(path, SEED))
        made["faithful"] += sum(1 for _ in faithful(path, SEED))

    assert min(made.values()) >= 2000, made
