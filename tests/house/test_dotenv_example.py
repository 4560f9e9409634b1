""".env.example lists every variable the settings read, and sets none."""

import re

from config.settings import env
from tests.house import ROOT


def test_lists_what_the_settings_read_and_nothing_else() -> None:
    names = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(names) == sorted(env.names)


def test_copied_as_it_is_changes_nothing() -> None:
    values = re.findall(r"^\w+=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert set(values) == {""}
