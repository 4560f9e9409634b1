"""Signing in changes nothing on the pages readers see."""

import re

import pytest
from django.test import Client

from tests.admin.page import signed_in
from tests.factories import EXCHANGE, make_page, make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.mark.parametrize("role", ["author", "editor", "owner"])
def test_signed_in_or_not(client: Client, role: str) -> None:
    user = make_user(role)
    make_post(title="Shown", tags=["ai"], exchanges=[EXCHANGE], by=user)
    make_post(title="Draft", state="draft", slug="draft", by=user)
    make_page()
    writer = signed_in(user)
    home = client.get("/").content.decode()
    pages = {
        "/",
        *re.findall(r'href="(/(?!static/)[^"]*)"', home),
        "/posts/shown.md",
        "/posts/draft/",
        "/nothing/",
    }

    def seen(by: Client) -> dict[str, tuple[int, bytes, str]]:
        answers = {page: by.get(page) for page in pages}
        return {page: (a.status_code, a.content, a.get("ETag", "")) for page, a in answers.items()}

    assert seen(writer) == seen(client)
    assert "/posts/shown/" in pages
    assert client.get("/posts/draft/").status_code == writer.get("/posts/draft/").status_code == 404
