"""From an excerpt kept for later to the essay that answers it: one address."""

from datetime import datetime

import pytest

from blog.models import Excerpt, Post
from tests.admin.page import press, shown, signed_in
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def address(excerpt: Excerpt) -> str:
    return f"/admin/blog/post/add/?excerpt={excerpt.pk}"


def test_the_first_box_holds_the_excerpt() -> None:
    user = make_user("author")
    excerpt = make_excerpt(by=user)

    boxes = {
        name: value
        for name, value in shown(signed_in(user).get(address(excerpt))).items()
        if name.startswith("boxes-0-")
    }

    assert boxes == {
        "boxes-0-text": EXCHANGE,
        "boxes-0-slug": excerpt.slug,
        "boxes-0-version": "1",
        "boxes-0-raw": "",
    }


def test_saving_places_that_excerpt_and_makes_no_other() -> None:
    user = make_user("author")
    excerpt = make_excerpt(by=user)

    press(signed_in(user), address(excerpt), "_save", title="An answer")

    assert Post.objects.get().excerpts.get() == excerpt
    assert Excerpt.objects.count() == 1


def test_an_author_writes_on_what_readers_see_and_on_nothing_hidden(now: datetime) -> None:
    client = signed_in("author")
    seen = make_post(exchanges=[EXCHANGE]).excerpts.get()
    kept = make_excerpt(EXCHANGE.replace("thirty", "forty"), by=make_user("author"))

    assert client.get(address(seen)).status_code == 200
    assert client.get(address(kept)).status_code == 403
    assert signed_in("editor").get(address(kept)).status_code == 200


@pytest.mark.parametrize("number", ["999", "x", "1e3", "-1"])
def test_one_that_is_not_there_is_missing(number: str) -> None:
    assert signed_in("editor").get(f"/admin/blog/post/add/?excerpt={number}").status_code == 404
