"""The site is killed while one types: it misses at most the last three seconds, the browser none."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.faults.author import Author
from tests.faults.processes import all_end, kill
from tests.faults.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.full]

WORDS = "It was said in a small room and is repeated in a larger one. "
THREE_SECONDS = 3000
WAITED = """
window.waited = 0;
const send = window.fetch;
window.fetch = async (...request) => {
  const began = performance.now();
  try { return await send(...request); } finally { waited = Math.max(waited, performance.now() - began); }
};
"""
"""How long (ms) the page waited for the slowest answer of the site, as `waited`."""
STORED = "from blog.models import WorkingCopy; print(json.dumps(WorkingCopy.objects.get().data['body']))"


def behind(page: Page) -> float:
    """How long (ms) the site may be behind. What is typed while a save is under way goes with the next one: a
    site that is slow to answer is waited for twice."""
    return THREE_SECONDS + 2 * float(page.evaluate("waited"))


def type_on(page: Page) -> list[tuple[float, int]]:
    """Type for longer than that; returns when, by the page's clock, how many signs stood there."""
    written: list[tuple[float, int]] = []
    while not written or written[-1][0] - written[0][0] < behind(page) + 1000:
        page.keyboard.type(WORDS)
        written.append((page.evaluate("performance.now()"), len(page.locator("#id_body").input_value())))
        page.wait_for_timeout(500)
    return written


def test_kill_in_the_middle_of_a_sentence(site: Site, browser: Browser) -> None:
    served = site.serve()
    origin = f"http://127.0.0.1:{site.port}"
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": str(Author(site, "ann").session), "url": origin}])
    page = context.new_page()
    page.add_init_script(WAITED)
    page.on("dialog", lambda asked: asked.accept())
    page.goto(f"{origin}/admin/blog/post/add/")
    page.locator("#id_title").fill("T")
    page.locator("#id_body").focus()
    written = type_on(page)
    killed_at = page.evaluate("performance.now()")
    everyone = served.everyone
    for pid in everyone:
        kill(pid)
    page.keyboard.type(WORDS)
    typed = page.locator("#id_body").input_value()
    expect(page.locator("[data-status]")).to_contain_text("cannot be reached")
    address, long_ago = page.url, killed_at - behind(page)

    assert all_end(everyone)
    served.process.communicate(timeout=60)
    stored = str(site.ask(STORED))
    assert len(stored) >= max([length for at, length in written if at < long_ago], default=0)
    assert typed.startswith(stored)

    site.serve()
    page.goto(address)
    page.get_by_role("button", name="Use them").click()
    assert page.locator("#id_body").input_value() == typed
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    assert site.ask(STORED) == typed
    context.close()
