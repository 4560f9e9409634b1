"""The site's name, introduction, language, zone, navigation: one row, for the owner."""

import pytest
from django.test import Client

from blog.models import SiteIdentity
from tests.admin.page import Fields, errors, fields, press, shown, signed_in, text

pytestmark = pytest.mark.django_db

FORM = "/admin/blog/siteidentity/1/change/"
TYPED: Fields = {
    "name": "Maren Quill",
    "introduction": "I am Maren Quill. I write.",
    "contact": "maren@quill.example",
    "links": "https://social.example/@maren",
    "language": "en",
    "zone": "Europe/Berlin",
    "navigation": "Essays /posts/\nMy other place https://elsewhere.example/",
}


@pytest.fixture
def owner() -> Client:
    return signed_in("owner")


def test_is_there_before_it_is_saved(owner: Client) -> None:
    assert owner.get("/admin/blog/siteidentity/")["Location"] == FORM
    assert fields(owner.get(FORM))["name"] == "Rejoinder"


def test_is_saved_and_comes_back_as_typed(owner: Client) -> None:
    press(owner, FORM, "_save", **TYPED)

    assert SiteIdentity.objects.get().navigation == [
        {"label": "Essays", "url": "/posts/"},
        {"label": "My other place", "url": "https://elsewhere.example/"},
    ]
    assert shown(owner.get(FORM)) == TYPED
    assert text(owner.get("/admin/")).startswith("Desk | Maren Quill Skip to main content Maren Quill")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"contact": "maren"}, "Enter a valid email address."),
        ({"zone": "Berlin"}, "“Berlin” is not a time zone."),
        ({"language": "English!"}, "no language tag"),
        ({"language": ""}, "This field is required."),
        ({"navigation": "Essays"}, "“Essays” needs a label, a space and an address"),
        ({"navigation": "Essays javascript:alert(1)"}, "“javascript:alert(1)” is no address"),
        ({"navigation": "Essays //evil.example/"}, "“//evil.example/” is no address"),
    ],
)
def test_bad_input(owner: Client, typed: Fields, says: str) -> None:
    page = press(owner, FORM, "_save", **{**TYPED, **typed})

    assert list(errors(page)) == list(typed)
    assert says in errors(page)[next(iter(typed))][0]
    assert shown(page) == {**TYPED, **typed}
    assert not SiteIdentity.objects.exists()


def test_no_row_is_added_or_deleted(owner: Client) -> None:
    press(owner, FORM, "_save", **TYPED)

    assert owner.post("/admin/blog/siteidentity/add/", TYPED).status_code == 403
    assert owner.post("/admin/blog/siteidentity/1/delete/", {"post": "yes"}).status_code == 403
    assert SiteIdentity.objects.count() == 1
