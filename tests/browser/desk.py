"""A browser signed in at the desk, and what it sees of typing."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

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


def until(page: Page, look: Callable[[], object], seconds: float = 60) -> None:
    """Let the page go on until `look` finds something; it is wrong if that takes longer than `seconds`."""
    end = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < end, f"not in {seconds} s"
        page.wait_for_timeout(50)


def at_desk(browser: Browser, origin: str, user: User | str = "owner", **options: Any) -> BrowserContext:
    """A browser where `user`, or someone new of that role, is signed in, with a clipboard."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    sign_in(context, origin, user)
    return context


def sign_in(context: BrowserContext, origin: str, user: User | str) -> None:
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
