"""Lists cost the same for one row and for thirty, find what is asked for, and are true to the clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from blog.models import Excerpt
from blog.publishing import posts
from tests.admin.page import cells, signed_in, titles
from tests.factories import make_page, make_person, make_post, make_posts, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

# The site, the session, the user, how many rows, the rows, whether to note the session as seen; essays: the
# clock and the authors besides.
QUERIES = {"post": 8, "excerpt": 6, "person": 6, "source": 6, "tag": 6, "page": 6}


@pytest.mark.parametrize("count", [1, 3, 30])
def test_cost_the_same_for_any_number_of_rows(count: int, django_assert_num_queries: Any) -> None:
    for number, post in enumerate(make_posts(count, by=make_user("author"))):
        posts.update(post, replace(posts.text_of(post), tags=(f"tag {number}",)), by=None, now=post.saved_at)
        make_page(f"Page {number}", slug=f"page-{number}")
        make_person(f"Person {number}", slug=f"person-{number}")
    client = signed_in("editor")
    client.get("/admin/blog/post/")  # turns the posts whose hour has come

    for model, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            rows = cells(client.get(f"/admin/blog/{model}/"))
        assert len(rows) >= count


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_form_costs_the_same_for_any_number_of_boxes(count: int, django_assert_num_queries: Any) -> None:
    exchanges = [f"Q: Number {n}?\n\nAnn Bee: Yes." for n in range(count)]
    post = make_post(exchanges=exchanges, state="draft")
    client = signed_in("editor")
    address = f"/admin/blog/post/{post.pk}/change/"
    client.get(address)  # Django remembers content types from here on

    with django_assert_num_queries(20):
        client.get(address)


def test_show_state_date_and_authors() -> None:
    make_post(title="Shown", by=make_user("author", name="Ann Bee"))

    row = ["Shown", "published", "Feb. 28, 2026, noon", "Ann Bee"]
    assert cells(signed_in("editor").get("/admin/blog/post/")) == [row]


def test_say_where_edits_wait(now: datetime) -> None:
    post = make_post(title="Shown")
    client = signed_in("editor")
    address = f"/admin/blog/post/{post.pk}/change/"
    client.post(
        address,
        {"title": "T", "base_version": post.version, "boxes-TOTAL_FORMS": "0", "boxes-INITIAL_FORMS": "0"},
    )

    assert cells(client.get("/admin/blog/post/"))[0][1] == "published, with edits not shown"


def test_a_schedule_whose_hour_has_come_is_published(now: datetime) -> None:
    make_post(title="Due", state="scheduled", now=now)
    client = signed_in("editor")

    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert cells(client.get("/admin/blog/post/"))[0][:2] == ["Due", "published"]


@pytest.mark.parametrize(
    ("model", "query", "found"),
    [
        ("post", "harbour", ["On harbours"]),
        ("post", "low tide", ["On harbours"]),
        ("excerpt", "lucía", ["Who dredges?"]),
        ("excerpt", "almanac", ["Who dredges?"]),
        ("person", "prado", ["Lucía Prado"]),
        ("source", "almanac", ["Almanac"]),
        ("tag", "sea", ["Sea"]),
        ("post", "%_'\"; --", []),
    ],
)
def test_find_what_is_asked_for(model: str, query: str, found: list[str]) -> None:
    box = "Q: Who dredges?\n\nLucía Prado: Nobody.\n\nSource: Almanac"
    make_post(title="On harbours", body="At low tide.", exchanges=[box], tags=["Sea"])
    make_post(title="On hills", exchanges=["Q: Who climbs?\n\nAnn Bee: I.\n\nSource: Atlas"], tags=["Land"])

    assert titles(signed_in("editor").get(f"/admin/blog/{model}/", {"q": query})) == found


@pytest.mark.parametrize(
    "query", ["o=99", "p=abc", "state__exact=nonsense", "all=", "q=%00", "e=1", "pk__in=1"]
)
def test_bad_questions_are_answered(query: str) -> None:
    make_post()

    assert signed_in("editor").get(f"/admin/blog/post/?{query}").status_code in {200, 302, 400}


def test_an_excerpt_says_how_many_essays_place_it() -> None:
    post = make_post(exchanges=["Q: Twice?\n\nAnn Bee: Yes."])
    make_post(body=f"[[qa: {Excerpt.objects.get().slug}]]")

    assert post.excerpts.get().placements.count() == 2
    assert cells(signed_in("editor").get("/admin/blog/excerpt/"))[0][:4] == ["Twice?", "–", "–", "2"]
