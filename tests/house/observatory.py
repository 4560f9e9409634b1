"""What MDN's HTTP Observatory would say of a page: its ten tests and their points, as of November 2026.

From a hundred, penalties are taken; bonuses count only where ninety or more are left.
https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
"""

import re
from dataclasses import dataclass
from http.cookies import Morsel
from typing import Any
from urllib.parse import urlsplit

from lxml import html

ENOUGH_FOR_BONUSES = 90
SIX_MONTHS = 15_768_000
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
LEAKY = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass(frozen=True)
class Page:
    """A page asked for over https, and the answer to the same over plain http."""

    answer: Any
    over_http: Any
    host: str

    def header(self, name: str) -> str:
        return str(self.answer.headers.get(name, "")).strip().lower()


def points(page: Page) -> dict[str, int]:
    """What each test gives or takes."""
    return {test.__name__: test(page) for test in TESTS}


def score(page: Page) -> int:
    given = points(page).values()
    left = 100 + sum(number for number in given if number < 0)
    return max(0, left + (sum(number for number in given if number > 0) if left >= ENOUGH_FOR_BONUSES else 0))


def content_security_policy(page: Page) -> int:
    policy = _policy(page)
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style, objects = (policy.get(f"{kind}-src", default) for kind in ("script", "style", "object"))
    passive = {source for name in ("img-src", "media-src") for source in policy.get(name, default)}
    if script & (BROAD | INLINE) or objects & BROAD or _insecure(script | style | objects):
        return -20
    if "'unsafe-eval'" in script | style or _insecure(passive):
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if default == {"'none'"} else 5


def _insecure(sources: set[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)


def cookies(page: Page) -> int:
    found = [_of_cookie(name, cookie, page) for name, cookie in page.answer.cookies.items()]
    if not found:
        return 0
    same_site = all(cookie["samesite"] for cookie in page.answer.cookies.values())
    return min(*found, 5 if same_site else 0)


def _of_cookie(name: str, cookie: "Morsel[str]", page: Page) -> int:
    is_session, is_token = re.search("login|sess", name.lower()), "csrf" in name.lower()
    taken = []
    if not cookie["secure"]:
        with_hsts, without = (-10, -40) if is_session else (-5, -20)
        taken.append(with_hsts if strict_transport_security(page) == 0 else without)
    if is_session and not cookie["httponly"]:
        taken.append(-30)
    if is_token and not cookie["samesite"]:
        taken.append(-20)
    if cookie["samesite"] and cookie["samesite"].lower() not in {"lax", "strict", "none"}:
        taken.append(-20)
    return min(taken, default=5)


def cross_origin_resource_sharing(page: Page) -> int:
    """Only to let everyone in with their cookies is a fault."""
    everyone = page.header("Access-Control-Allow-Origin") not in {"", f"https://{page.host}"}
    return -50 if everyone and page.header("Access-Control-Allow-Credentials") == "true" else 0


def redirection(page: Page) -> int:
    if page.over_http.status_code not in {301, 302, 303, 307, 308}:
        return -20
    target = urlsplit(page.over_http.headers["Location"])
    if target.scheme != "https":
        return -10
    return 0 if target.hostname == page.host else -5


def referrer_policy(page: Page) -> int:
    named = [word.strip() for word in page.header("Referrer-Policy").split(",") if word.strip()]
    if not named:
        return 0
    understood = [word for word in named if word in PRIVATE | LEAKY]
    return 5 if understood and understood[-1] in PRIVATE else -5


def strict_transport_security(page: Page) -> int:
    """Being preloaded would give five points; that is not in a header, and not counted."""
    said = page.header("Strict-Transport-Security")
    if not said:
        return -20
    age = re.search(r"max-age=\"?(\d+)", said)
    return -20 if age is None else 0 if int(age[1]) >= SIX_MONTHS else -10


def subresource_integrity(page: Page) -> int:
    scripts = html.fromstring(page.answer.content.decode()).xpath("//script[@src]")
    given = [_of_script(script.get("src"), bool(script.get("integrity")), page) for script in scripts]
    return min(given, default=0)


def _of_script(source: str, has_integrity: bool, page: Page) -> int:
    address = urlsplit(source)
    if not address.netloc or (address.hostname == page.host and address.scheme):
        return 5 if has_integrity else 0
    if address.scheme == "https":
        return 5 if has_integrity else -5
    return -20 if has_integrity else -50


def x_content_type_options(page: Page) -> int:
    return 0 if page.header("X-Content-Type-Options") == "nosniff" else -5


def x_frame_options(page: Page) -> int:
    if "frame-ancestors" in _policy(page):
        return 5
    return 0 if page.header("X-Frame-Options") in {"deny", "sameorigin"} else -20


def cross_origin_resource_policy(page: Page) -> int:
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0, "": 0}.get(
        page.header("Cross-Origin-Resource-Policy"), -5
    )


def _policy(page: Page) -> dict[str, set[str]]:
    parts = [part.split() for part in page.header("Content-Security-Policy").split(";")]
    return {name: set(sources) for name, *sources in filter(None, parts)}


TESTS = (
    content_security_policy,
    cookies,
    cross_origin_resource_sharing,
    redirection,
    referrer_policy,
    strict_transport_security,
    subresource_integrity,
    x_content_type_options,
    x_frame_options,
    cross_origin_resource_policy,
)
