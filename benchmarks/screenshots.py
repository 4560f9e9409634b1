"""`python -m benchmarks.screenshots FOLDER`: every page at 390 and 1280 px, light and dark, to look at."""

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import desk
from benchmarks.site import seed_essay, served
from tests.browser.accounts import EMAIL, PASSWORD, see_every_page

WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LISTS = ["/posts/", "/archive/", "/tags/", "/excerpts/", "/people/", "/sources/"]
PAGES = ["/", *LISTS, "/feeds/", "/about/", "/nothing/"]
ONE_OF = [r"/archive/\d+/", r"/tags/[^/]+/", r"/series/[^/]+/", r"/people/[^/]+/", r"/sources/[^/]+/"]
OWNER = f"from accounts.models import User; User.objects.create_superuser({EMAIL!r}, {PASSWORD!r})"
ALL_OF = [r"/posts/[^/]+/", r"/excerpts/[^/]+/"]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        file = seed_essay(Path(room))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        essay = [["add_post", str(file), "--publish"]] if file else []
        with served(*essay, ["shell", "-c", OWNER]) as origin:
            desk.states(browser, origin, lambda page, name: in_every_shape(page, folder / name))
            account_pages(browser, origin, folder)  # from here on signing in takes a second step
            request = browser.new_context().request
            listed = re.findall(rf"{origin}(/[^<]*)</loc>", request.get(f"{origin}/sitemap.xml").text())
            links = [
                *listed,
                *re.findall(r'href="(/archive/\d+/)"', request.get(f"{origin}/archive/").text()),
            ]
            one = [next((path for path in links if re.fullmatch(form, path)), "") for form in ONE_OF]
            every = [path for form in ALL_OF for path in links if re.fullmatch(form, path)]
            for scheme in SCHEMES:
                for width in WIDTHS:
                    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                    for path in [*PAGES, *filter(None, one), *every]:
                        page.goto(f"{origin}{path}", wait_until="networkidle")
                        name = re.sub(r"[^\w-]+", "-", path).strip("-") or "home"
                        page.screenshot(path=folder / f"{name[:60]}-{width}-{scheme}.png", full_page=True)
                        sys.stdout.write(".")
                        sys.stdout.flush()
                    page.close()
        browser.close()
    sys.stdout.write(f"\n{len(list(folder.glob('*.png')))} pictures in {folder}\n")


def account_pages(browser: Browser, origin: str, folder: Path) -> None:
    """Coming in, and one's own account. A passkey belongs to a name, so to `localhost`, not to 127.0.0.1."""
    page = browser.new_page()

    def see(name: str) -> None:
        in_every_shape(page, folder / f"account-{name}")

    see_every_page(page, origin.replace("127.0.0.1", "localhost"), see)
    page.close()


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
