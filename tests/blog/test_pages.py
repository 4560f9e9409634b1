"""`/<page>/`: pages outside the timeline."""

import pytest
from django.test import Client

from tests.blog.reading import Page
from tests.factories import make_page


def test_shows_a_published_page(client: Client) -> None:
    make_page("About", body="Who *writes* here.\n\n## Here\n\nMore.")

    page = Page(client.get("/about/"))

    assert page.text("h1") == "About"
    assert page.texts("div.prose p") == ["Who writes here.", "More."]
    assert [link.get("aria-current") for link in page.all("header.mast nav a")] == ["page"]


@pytest.mark.parametrize("address", ["/about/", "/nothing/", "/About/"])
def test_any_other_is_404(client: Client, address: str) -> None:
    make_page("About", published=False)

    assert client.get(address).status_code == 404
