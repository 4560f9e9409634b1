"""A writer at the desk, who counts what they do: see "The measure" in docs/desk.md."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from accounts.models import User
from tests.admin.page import signed_in

# What the text pushes down as it grows is no shift; every other is counted, also just after a key.
EVENTS = """
() => {
  const seen = window.seen = { keys: 0, slow: 0, shift: 0, focus: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'keydown' && entry.duration > 16) seen.slow += 1;
  }).observe({ type: 'event', durationThreshold: 16, buffered: false });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.sources.some(({ node }) => !node?.closest?.('[data-details]'))) seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: false });
  document.addEventListener('keydown', () => { seen.keys += 1; }, true);
  document.addEventListener('focusout', ({ target }) => seen.focus.push(target.name || target.tagName));
}
"""


def at_desk(browser: Browser, origin: str, user: User | str = "owner", **options: Any) -> BrowserContext:
    """A browser where `user`, or someone new of that role, is signed in, with a clipboard."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
    return context


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


def status(page: Page) -> str:
    return page.locator("[data-status]").inner_text()
