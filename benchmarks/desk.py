"""The desk in its states, as a writer comes to them; for the pictures in docs and to look at."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.browser.accounts import sign_in
from tests.browser.writer import Writer

TITLE = "A lamp is not a lighthouse"
EXCHANGE = (
    "Q: Would you lend the original, and let it be copied?\n\n"
    "Ottilie Brandt (keeper of the town's papers): yes, we are talking about it. not everyone agrees;"
    " it's \"no\" so far -- we'll see […]\n\n"
    "Source: Hearing on the town's papers, 2026-03-12"
)
BODY = (
    "It was said in a small room, to nine people, and it is the most that anyone in that office has said"
    " in eleven years.\n\n"
    "What strikes me is the order of the words. Not “no, although we talk about it”, but the talk first"
    " and the refusal after it, as one puts the coat on before opening the door.\n\n"
    "An archive that lends nothing keeps everything, except its readers. "
)


def states(browser: Browser, origin: str, see: Callable[[Page, str], None], others: dict[str, str]) -> None:
    """Show `see` each state with its name: the panel, the desk, two texts, the first page, and `others`."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    page = context.new_page()
    sign_in(page, origin)
    page.wait_for_url("**/admin/")
    writer = Writer(page)
    writer.press("n")
    page.wait_for_url("**/add/")
    writer.type(TITLE)
    writer.paste(EXCHANGE)
    page.locator("dialog[data-paste][open]").wait_for()
    see(page, "desk-paste")
    writer.press("Enter")
    writer.type(BODY)
    writer.press("Control+;")
    writer.type("archives, lending")
    page.locator("#id_body").focus()
    page.get_by_text("Draft saved").wait_for()
    page.wait_for_timeout(1500)
    see(page, "desk")
    writer.press("Control+s")
    page.get_by_text("Saved. Readers do not see it.").wait_for()
    _overtake(page, context.new_page())
    see(page, "desk-conflict")
    page.goto(f"{origin}/admin/")
    see(page, "desk-home")
    for name, address in others.items():
        page.goto(f"{origin}{address}")
        see(page, f"desk-{name}")
    context.close()


def _overtake(page: Page, other: Page) -> None:
    """Save from another window what this one then writes over."""
    other.goto(page.url)
    other.locator("#id_body").fill(BODY.replace("nine people", "seven people"))
    other.keyboard.press("Control+s")
    other.get_by_text("Saved. Readers do not see it.").wait_for()
    other.close()
    page.locator("#id_body").fill(BODY.replace("eleven years", "a generation"))
    page.get_by_role("button", name="Compare both texts").click()
    page.get_by_role("heading", name="This essay changed while you were writing").wait_for()
