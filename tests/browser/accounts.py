"""Coming in as one does it in a browser: with a password, a code, a passkey."""

import hmac
import re
import struct
import time
from base64 import b32decode
from collections.abc import Callable

from playwright.sync_api import Page

EMAIL = "maren@example.org"
PASSWORD = "a long walk home"

# What is found where: signed out; signed in with a password alone; with an app and a passkey besides.
OUTSIDE = {
    "sign-in": "login/",
    "reset": "password/reset/",
    "reset-sent": "password/reset/done/",
    "reset-link-dead": "password/reset/key/1-dead/",
    "reset-done": "password/reset/key/done/",
    "switched-off": "inactive/",
}
INSIDE = {
    "security-bare": "2fa/",
    "passkeys-none": "2fa/webauthn/",
    "password": "password/change/",
    "asked-again": "reauthenticate/",
    "sessions": "sessions/",
    "sign-out": "logout/",
}
AFTER = {
    "security": "2fa/",
    "passkeys": "2fa/webauthn/",
    "asked-again-code": "2fa/reauthenticate/",
    "asked-again-passkey": "2fa/webauthn/reauthenticate/",
    "codes-new": "2fa/recovery-codes/generate/",
    "app-off": "2fa/totp/deactivate/",
}


def give_passkeys(page: Page) -> None:
    """A device that keeps passkeys and knows its owner, for this page and those it leads to."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, origin: str, password: str = PASSWORD, next_page: str = "") -> None:
    page.goto(f"{origin}/accounts/login/{next_page and f'?next={next_page}'}")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def sign_out(page: Page, origin: str) -> None:
    page.goto(f"{origin}/accounts/logout/")
    press(page, "Sign out")


def press(page: Page, button: str) -> None:
    """Press it and await the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def open_guarded(page: Page, address: str) -> None:
    """Open a page that may first ask for the password once more."""
    page.goto(address)
    if "/reauthenticate/" in page.url:
        page.get_by_label("Your password").fill(PASSWORD)
        press(page, "Go on")


def add_passkey(page: Page, origin: str, *, alone: bool = True) -> None:
    open_guarded(page, f"{origin}/accounts/2fa/webauthn/add/")
    page.get_by_label("It signs me in alone").set_checked(alone)
    press(page, "Add the passkey")


def add_app(page: Page, origin: str) -> str:
    """Set up an authenticator app; returns its secret."""
    open_guarded(page, f"{origin}/accounts/2fa/totp/activate/")
    secret = re.sub(r"\s", "", page.locator(".secret code").inner_text())
    page.get_by_label("Six digits").fill(code(secret))
    press(page, "Switch it on")
    return secret


def code(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238, by hand)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 10**6:06}"


def see_every_page(page: Page, origin: str, see: Callable[[str], None]) -> None:
    """The way through every account page and the states it can be in; `see` is told what it is at each."""
    give_passkeys(page)

    def visit(pages: dict[str, str]) -> None:
        for name, address in pages.items():
            page.goto(f"{origin}/accounts/{address}")
            see(name)

    visit(OUTSIDE)
    sign_in(page, origin, "not my password")
    see("sign-in-refused")
    sign_in(page, origin)
    visit(INSIDE)
    press_with_nothing_right(page, origin)
    see("password-refused")
    open_guarded(page, f"{origin}/accounts/2fa/totp/activate/")
    see("app-on")
    secret = add_app(page, origin)
    see("codes")
    open_guarded(page, f"{origin}/accounts/2fa/webauthn/add/")
    see("passkey-new")
    add_passkey(page, origin)
    visit(AFTER)
    page.goto(f"{origin}/accounts/2fa/webauthn/")
    for name, link in {"passkey-rename": "Rename", "passkey-remove": "Remove"}.items():
        page.get_by_role("link", name=link).click()
        see(name)
        page.go_back()
    sign_out(page, origin)
    sign_in(page, origin)
    see("second-step")
    page.get_by_label("Six digits").fill("000000" if code(secret) != "000000" else "111111")
    press(page, "Go on")
    see("second-step-refused")


def press_with_nothing_right(page: Page, origin: str) -> None:
    page.goto(f"{origin}/accounts/password/change/")
    for label in ("The password you have now", "New password", "New password, once more"):
        page.get_by_label(label, exact=True).fill(label[-4:])
    press(page, "Change the password")
