"""Every kind of page in Chromium, narrow and wide, light and dark: axe, the console, where requests go."""

import shutil
import subprocess
from pathlib import Path
from typing import Any, Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from blog.models import SiteIdentity
from tests.browser.pages import furnish, kinds
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

TOOLS = Path(__file__).parent / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
NU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
AT_ALL = {"minThreshold": None}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"],
    "resultTypes": ["violations"],  # what is in order need not be told
    "preload": False,  # it would fetch our style sheet from inside the page, which the policy forbids
    # Contrast is judged once, for AAA (7; 4.5 if large). By itself that rule is silent below AA's.
    "rules": {"color-contrast": {"enabled": False}},
    "checks": {
        "color-contrast-enhanced": {"options": {"contrastRatio": {"normal": AT_ALL, "large": AT_ALL}}}
    },
}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MODES: tuple[tuple[int, Scheme], ...] = ((390, "light"), (1280, "dark"))
"""Each width and each scheme once: a width changes no colour, and a scheme nothing else."""
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(shift => shifted += shift.value))
    .observe({ type: "layout-shift", buffered: true });"""
MOST_SHIFT = 0.01
SCROLLS = "document.documentElement.scrollWidth > innerWidth"
GERMAN = (
    "home",
    "excerpt, followed up",
    "person",
    "source",
    "search, found",
    "corrections",
    "verification",
    "410",
)
SETTLED = """document.getAnimations()
    .filter(change => change.timeline === document.timeline)  // the bar that moves by scrolling never ends
    .forEach(change => change.finish())"""


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, with the first place of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())  # injected past the page's policy, by the debugger
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found["violations"]]


def faults_in_every_mode(page: Page) -> list[str]:
    """What axe-core finds wrong narrow and wide, light and dark, and where the page is too wide."""
    found = []
    for width, scheme in MODES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        found += [f"{width} {scheme}: {fault}" for fault in violations(page)]
        if page.evaluate(SCROLLS):
            found.append(f"{width}: scrolls sideways")
    return found


def visit(page: Page, address: str) -> tuple[str, list[str]]:
    """Go there, narrow and wide: the policy that was sent, and how much moved while the page came up."""
    policy, found = "", []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(address)
        assert answer is not None
        policy = answer.headers["content-security-policy"]
        shifted = page.evaluate("document.fonts.ready.then(() => shifted)")
        if shifted > MOST_SHIFT:
            found.append(f"{width}: shifts by {shifted:.3f}")
    return policy, found


def watch(page: Page, origin: str) -> list[str]:
    """Collects what no page may do: say something in the console, fail, or ask anyone else."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "status of 404" not in message.text and "status of 410" not in message.text:
            heard.append(f"console: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("requestfailed", lambda asked: heard.append(f"failed: {asked.url}") if _broke(asked) else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith(origin) else heard.append(f"left: {asked.url}")
    )
    return heard


def _broke(request: Request) -> bool:
    """Whether it failed; one the browser gave up because a reader moved on did not."""
    return request.failure != "net::ERR_ABORTED"


def test_every_kind_of_page(live_server: LiveServer, browser: Browser) -> None:
    furnish()
    page = browser.new_page()
    page.add_init_script(SHIFTS)
    heard = watch(page, live_server.url)
    faults: dict[str, list[str]] = {}
    for kind, path in kinds().items():
        policy, found = visit(page, f"{live_server.url}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found += faults_in_every_mode(page) + heard
        if "unsafe-" in policy or "default-src 'none'" not in policy:
            found.append(policy)
        if found:
            faults[kind] = list(found)
        heard.clear()
    page.close()

    assert faults == {}


def test_a_site_in_german_whose_words_are_longer(live_server: LiveServer, browser: Browser) -> None:
    furnish()
    SiteIdentity.objects.update(language="de")
    page = browser.new_page(viewport={"width": 320, "height": 700})
    heard = watch(page, live_server.url)
    faults, addresses = [], kinds()
    for kind in GERMAN:
        page.goto(f"{live_server.url}{addresses[kind]}")
        faults += [f"{kind}: {fault}" for fault in violations(page)]
        faults += [f"{kind}: scrolls sideways"] if page.evaluate(SCROLLS) else []
        assert page.evaluate("document.documentElement.lang") == "de"

    assert faults + heard == []


def test_the_menu_stands_beside_the_introduction(live_server: LiveServer, browser: Browser) -> None:
    furnish()
    SiteIdentity.objects.update(language="de")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/posts/")
    introduction, menu = (page.locator(part).bounding_box() for part in (".mast p", ".mast nav"))

    assert introduction
    assert menu
    assert menu["y"] < introduction["y"] + introduction["height"]


def test_a_chinese_essay_is_cited_in_narrow_marks(live_server: LiveServer, browser: Browser) -> None:
    exchange = "问：为什么？\n\n林望舒：因为。\n\nSource: 海港夜话，第十二期"
    post = make_post("灯塔", body="他说“小一些”。", exchanges=[exchange], language="zh-Hans")
    page = browser.new_page()
    page.goto(f"{live_server.url}{post.get_absolute_url()}")
    width = "part => getComputedStyle(part).fontVariantEastAsian"

    assert page.locator("#cite dd").first.evaluate(width) == "proportional-width"
    assert [page.locator(part).evaluate(width) for part in (".prose p", ".source cite")] == ["normal"] * 2


def test_examples_of_searches_stand_whole(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{live_server.url}/search/")
    codes = page.locator(".found dt code").all()
    lines = "code => Math.round(code.offsetHeight / parseFloat(getComputedStyle(code).lineHeight))"

    assert [code.evaluate(lines) for code in codes] == [1] * 12


def test_an_empty_site(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page()
    heard = watch(page, live_server.url)
    for path in ("/", "/posts/", "/excerpts/", "/people/", "/sources/", "/tags/", "/archive/", "/feeds/"):
        page.goto(f"{live_server.url}{path}")
        assert violations(page) == [], path
    assert heard == []


def test_pages_fit_a_small_telephone_and_large_letters(live_server: LiveServer, browser: Browser) -> None:
    furnish()
    page = browser.new_page(viewport={"width": 320, "height": 700})
    wide = []
    for kind, path in kinds().items():
        page.goto(f"{live_server.url}{path}")
        for size in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", size)
            if page.evaluate(SCROLLS):
                wide.append(f"{kind} at {size}")
    assert wide == []


def test_html_is_valid(client: Client, tmp_path: Path) -> None:
    """The Nu HTML checker, on every kind of page and on those of an empty site."""
    empty = {f"empty{number}": path for number, path in enumerate(("/", "/posts/", "/excerpts/", "/tags/"))}
    _write(client, tmp_path, empty)
    furnish()
    _write(client, tmp_path, kinds())

    assert nu_errors(tmp_path) == ""


def nu_errors(folder: Path) -> str:
    """What the Nu HTML checker finds wrong in the files of `folder`."""
    java = shutil.which("java")
    assert java
    command = [java, "-Xss2m", "-jar", str(NU), "--errors-only", "--format", "gnu", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert checked.returncode in {0, 1}  # 1: something is wrong, and said
    return checked.stderr.replace(str(folder), "")


def _write(client: Client, folder: Path, pages: dict[str, str]) -> None:
    for number, path in enumerate(pages.values()):
        name = f"{next(iter(pages))}-{number}.html".replace(" ", "-")
        (folder / name).write_bytes(client.get(path).content)
