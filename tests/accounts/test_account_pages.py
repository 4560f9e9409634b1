"""What account pages are made of: fields that say what is wrong, codes to scan, words for a browser."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html
from qrcode import QRCode

from accounts.templatetags.accounts import device, in_fours, qr
from tests.admin.page import signed_in

pytestmark = pytest.mark.full


def page(response: Any) -> Any:
    return html.fromstring(response.content.decode())


@pytest.mark.django_db
def test_what_is_wrong_stands_with_its_field(client: Client) -> None:
    tree = page(client.post("/accounts/login/", {"login": "nobody", "password": "correct horse"}))

    field = tree.get_element_by_id("id_login")
    (alert,) = tree.xpath("//*[@role='alert' and @id]")
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", alert.get("id"))
    assert alert.text_content().strip() == "Enter a valid email address."
    assert tree.xpath("//label[@for='id_login']")[0].text_content() == "E-mail address"
    assert tree.find(".//title").text.startswith("Error: ")


@pytest.mark.django_db
def test_a_label_is_not_said_twice(client: Client) -> None:
    assert page(client.get("/accounts/login/")).xpath("//input/@placeholder") == []


@pytest.mark.django_db
def test_who_signs_out_is_a_reader_without_a_cookie(client: Client) -> None:
    client = signed_in("author")

    gone = client.post("/accounts/logout/")

    assert (gone.status_code, gone.headers["Location"]) == (302, "/")
    assert {name: cookie["max-age"] for name, cookie in gone.cookies.items()} == {"sessionid": 0}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_known_again_by_its_name(header: str, words: str) -> None:
    assert device(header) == words


def test_a_secret_is_typed_in_fours() -> None:
    assert in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ"


def test_a_code_to_scan_is_drawn_module_by_module() -> None:
    code = QRCode(border=4)
    code.add_data("otpauth://totp/maren")
    rows = code.get_matrix()

    drawn = qr("otpauth://totp/maren", "A code")

    squares = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn["path"])}
    assert squares == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    assert drawn["size"] == len(rows)
