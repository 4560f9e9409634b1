"""`python -m benchmarks.screenshots FOLDER`: every page at 390 and 1280 px, light and dark, to look at."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.site import seed_essay, served

LISTS = ["/posts/", "/archive/", "/tags/", "/excerpts/", "/people/", "/sources/"]
PAGES = ["/", *LISTS, "/feeds/", "/about/", "/nothing/"]
ONE_OF = [r"/archive/\d+/", r"/tags/[^/]+/", r"/people/[^/]+/", r"/sources/[^/]+/"]
ALL_OF = [r"/posts/[^/]+/", r"/excerpts/[^/]+/"]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        file = seed_essay(Path(room))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        with served(*([["add_post", str(file), "--publish"]] if file else [])) as origin:
            request = browser.new_context().request
            listed = re.findall(rf"{origin}(/[^<]*)</loc>", request.get(f"{origin}/sitemap.xml").text())
            links = [
                *listed,
                *re.findall(r'href="(/archive/\d+/)"', request.get(f"{origin}/archive/").text()),
            ]
            one = [next((path for path in links if re.fullmatch(form, path)), "") for form in ONE_OF]
            every = [path for form in ALL_OF for path in links if re.fullmatch(form, path)]
            for scheme in ("light", "dark"):
                for width in (390, 1280):
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


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
