"""The browser that pages are looked at in."""

import shutil

from playwright.sync_api import Browser, Playwright


def launched(playwright: Playwright) -> Browser:
    """The Chromium there is; without windows, if it can: it opens a page sooner, and shows the same."""
    without_windows = shutil.which("chromium-headless-shell")
    return playwright.chromium.launch(executable_path=without_windows or shutil.which("chromium"))
