"""The admin and the account pages: by the site's clock, in no cache."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/"])
def test_nothing_behind_the_sign_in_is_kept_by_a_cache(client: Client, address: str) -> None:
    assert "no-store" in client.get(address).headers["Cache-Control"]
