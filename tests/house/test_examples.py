"""What properties are tried with does not depend on the run."""

import importlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOUND = "SIGNS = [" + ", ".join(f"'sign {number}'" for number in range(500)) + "]"


def tried() -> list[str]:
    seen = []

    @given(st.text())
    def holds(text: str) -> None:
        seen.append(text)

    holds()
    return seen


def test_are_the_same_whatever_else_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tried()
    (tmp_path / "of_ours.py").write_text(FOUND)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("of_ours")

    assert tried() == before
    assert len(set(before)) > 50


def test_no_clock_judges_them() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
