"""`python -m benchmarks.screenshots FOLDER`: every page at 390 and 1280 px, light and dark, to look at."""

import json
import re
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import desk
from benchmarks.site import seed_essay, served
from tests.browser.accounts import EMAIL, PASSWORD, see_every_page
from tests.browser.chromium import launched

WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LISTS = ["/posts/", "/archive/", "/tags/", "/excerpts/", "/people/", "/sources/"]
PAGES = ["/", *LISTS, "/feeds/", "/about/", "/nothing/"]
ONE_OF = [r"/archive/\d+/", r"/tags/[^/]+/", r"/series/[^/]+/", r"/people/[^/]+/", r"/sources/[^/]+/"]
OWNER = f"from accounts.models import User; User.objects.create_superuser({EMAIL!r}, {PASSWORD!r})"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        file, told = seed_essay(Path(room)), Path(room) / "told.json"
        browser = launched(playwright)
        essay = [["add_post", str(file), "--publish"]] if file else []
        fill = ["shell", "-c", f"from benchmarks import states; states.furnish({str(told)!r})"]
        with served(*essay, ["shell", "-c", OWNER], fill) as origin:
            found = json.loads(told.read_text())
            desk.states(browser, origin, partial(_look, folder), found["desk"])
            account_pages(browser, origin, folder)  # from here on signing in takes a second step
            public_pages(browser, origin, folder, _addresses(browser, origin) | found["public"])
        browser.close()
    sys.stdout.write(f"\n{len(list(folder.glob('*.png')))} pictures in {folder}\n")


def _addresses(browser: Browser, origin: str) -> dict[str, str]:
    """Every list, every essay of the samples, and one of each kind of other page, by a name made of it."""
    request = browser.new_context().request
    listed = re.findall(rf"{origin}(/[^<]*)</loc>", request.get(f"{origin}/sitemap.xml").text())
    years = re.findall(r'href="(/archive/\d+/)"', request.get(f"{origin}/archive/").text())
    one = [next((path for path in [*listed, *years] if re.fullmatch(form, path)), "") for form in ONE_OF]
    essays = [path for path in listed if re.fullmatch(r"/posts/[^/]+/", path)]
    return {
        re.sub(r"[^\w-]+", "-", path).strip("-")[:60] or "home": path
        for path in [*PAGES, *filter(None, one), *essays]
    }


def public_pages(browser: Browser, origin: str, folder: Path, pages: dict[str, str]) -> None:
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, path in pages.items():
                page.goto(f"{origin}{path}")
                page.evaluate("document.fonts.ready.then(() => {})")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                sys.stdout.write(".")
                sys.stdout.flush()
            page.close()


def account_pages(browser: Browser, origin: str, folder: Path) -> None:
    """Coming in, and one's own account. A passkey belongs to a name, so to `localhost`, not to 127.0.0.1."""
    page = browser.new_page()

    def see(name: str) -> None:
        in_every_shape(page, folder / f"account-{name}")

    see_every_page(page, origin.replace("127.0.0.1", "localhost"), see)
    page.close()


def _look(folder: Path, page: Page, name: str) -> None:
    in_every_shape(page, folder / name)


def in_every_shape(page: Page, name: Path) -> None:
    """Pictures of the page as it stands, narrow and wide, light and dark."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(200)
            page.screenshot(
                path=name.with_name(f"{name.name}-{width}-{scheme}.png"), full_page=width == WIDTHS[0]
            )
            sys.stdout.write(".")
            sys.stdout.flush()
    page.set_viewport_size({"width": 1280, "height": 800})


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
