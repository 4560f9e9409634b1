"""The settings that other words of an operator would give."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config.settings import env
from tests.house import ROOT

Settings = dict[str, Any]


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Settings]:
    """The settings as a fresh process reads them, with these variables and no others."""

    def read(**variables: str) -> Settings:
        for name in env.names:
            monkeypatch.setenv(name, "")
        for name, value in {"DATA_DIR": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return read
