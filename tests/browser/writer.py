"""A writer, who counts what they do."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page


@dataclass
class Writer:
    """An action is a click, a chord or key outside typing, a paste, or one run of typing in one field."""

    page: Page
    log: list[str] = field(default_factory=list)
    clicks: int = 0

    def press(self, chord: str) -> None:
        self.log.append(f"press {chord}")
        self.page.keyboard.press(chord)

    def type(self, text: str, delay: float = 0) -> None:
        self.log.append(f"type {shortened(text)}")
        self.page.keyboard.type(text, delay=delay)

    def paste(self, text: str) -> None:
        """What was copied elsewhere: filling the clipboard is no action of the desk's."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.log.append(f"paste {shortened(text)}")
        self.page.keyboard.press("Control+V")

    def click(self, what: Locator) -> None:
        self.log.append(f"click {what}")
        self.clicks += 1
        what.click()


def shortened(text: str) -> str:
    words = " ".join(re.sub(r"\s+", " ", text).split()[:6])
    return f"“{words}”" if words == text else f"“{words} …”"
