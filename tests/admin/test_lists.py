"""Lists cost the same for one row and for thirty, find what is asked for, and are true to the clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import User
from blog.models import Excerpt, Person, Source, Tag
from blog.publishing import posts, working_copy
from tests.admin.page import cells, signed_in, text, titles
from tests.factories import COUNTS, make_excerpt, make_page, make_person, make_post, make_posts, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

# The site, the session, the user, how many rows, the rows, whether to note the session as seen; essays: the
# clock, the authors and what two filters offer besides.
QUERIES = {"post": 11, "excerpt": 6, "person": 6, "source": 6, "tag": 6, "page": 6}


def test_a_long_question_is_seen_to_be_cut() -> None:
    make_excerpt(f"Q: {'Why ' * 30}?\n\nMei Tan: So.")

    assert f"{'Why ' * 19}Why…" in text(signed_in("editor").get("/admin/blog/excerpt/"))


@pytest.mark.parametrize("count", COUNTS)
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


@pytest.mark.parametrize("count", COUNTS)
def test_a_form_costs_the_same_for_any_number_of_boxes(count: int, django_assert_num_queries: Any) -> None:
    exchanges = [f"Q: Number {n}?\n\nAnn Bee: Yes." for n in range(count)]
    post = make_post(exchanges=exchanges, state="draft")
    client = signed_in("editor")
    address = f"/admin/blog/post/{post.pk}/change/"
    client.get(address)  # Django remembers content types from here on

    with django_assert_num_queries(22):
        client.get(address)


def test_show_state_date_and_authors() -> None:
    make_post(title="Shown", by=make_user("author", name="Ann Bee"))

    row = ["Shown", "published", "28 Feb 2026, 12:00", "Ann Bee"]
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


class TestFilters:
    """Two essays, one of them with edits that wait; two excerpts, one of them kept for later."""

    @pytest.fixture(autouse=True)
    def site(self, now: datetime) -> None:
        self.user = make_user("editor", name="Ann Bee")
        box = "Q: Who dredges?\n\nLucía Prado: Nobody.\n\nSource: Almanac"
        self.post = make_post(title="On harbours", exchanges=[box], tags=["Coast"], by=self.user)
        make_post(title="On hills", tags=["Land"], state="draft", by=make_user("author", name="Cy Dee"))
        working_copy.keep(self.post, posts.text_of(self.post), by=None, now=now)
        make_excerpt("Q: Who climbs?\n\nIda Crane: I.\n\nSource: Atlas")
        make_person("Mei Tan", hidden=True)
        self.client = signed_in(self.user)

    def found(self, model: str, **asked: str | int) -> list[str]:
        return titles(self.client.get(f"/admin/blog/{model}/", asked))

    @pytest.mark.parametrize(
        ("model", "asked", "found"),
        [
            ("post", {"state__exact": "draft"}, ["On hills"]),
            ("post", {"edits": "waiting"}, ["On harbours"]),
            ("post", {"whose": "mine"}, ["On harbours"]),
            ("excerpt", {"placed": "no"}, ["Who climbs?"]),
            ("excerpt", {"placed": "yes"}, ["Who dredges?"]),
            ("person", {"hidden__exact": "1"}, ["Mei Tan"]),
            ("person", {"account": "yes"}, ["Ann Bee", "Cy Dee"]),
            ("person", {"account": "no"}, ["Ida Crane", "Lucía Prado", "Mei Tan"]),
            ("person", {"used": "no"}, ["Mei Tan"]),
            ("source", {"used": "no"}, []),
            ("tag", {"used": "no"}, []),
        ],
    )
    def test_by_a_word(self, model: str, asked: dict[str, str], found: list[str]) -> None:
        assert self.found(model, **asked) == found

    def test_by_a_row(self) -> None:
        lucia, tag = Person.objects.get(name="Lucía Prado"), Tag.objects.get(name="Coast")

        assert self.found("post", author=Person.objects.get(name="Cy Dee").pk) == ["On hills"]
        assert self.found("post", tag=tag.pk) == ["On harbours"]
        assert self.found("excerpt", person=lucia.pk) == ["Who dredges?"]
        assert self.found("excerpt", source=Source.objects.get(title="Atlas").pk) == ["Who climbs?"]

    def test_numbers_lead_to_what_they_count(self) -> None:
        page = self.client.get("/admin/blog/person/", {"q": "prado"})

        assert cells(page)[0][:3] == ["Lucía Prado", "1", "0"]
        lucia = Person.objects.get(name="Lucía Prado")
        assert f'<a href="/admin/blog/excerpt/?person={lucia.pk}">1</a>' in page.content.decode()

    @pytest.mark.parametrize(
        "asked", ["edits=x", "author=x", "author=999", "source=" + "9" * 30, "placed=x", "used=maybe"]
    )
    def test_nonsense_leads_back(self, asked: str) -> None:
        models = ("post", "excerpt", "person")
        answers = [self.client.get(f"/admin/blog/{model}/?{asked}").status_code for model in models]

        assert sorted(answers) == [302, 400, 400]

    def test_name_to_an_author_only_what_their_rows_hold(self) -> None:
        """Neither offered nor, asked for by number, told apart from one that is not there."""
        client = signed_in(User.objects.get(name="Cy Dee"))
        page = client.get("/admin/blog/post/").content.decode()
        hidden = {
            "post/?tag": Tag.objects.get(name="Coast").pk,
            "excerpt/?source": Source.objects.get(title="Atlas").pk,
            "excerpt/?person": Person.objects.get(name="Lucía Prado").pk,
        }

        assert {name: name in page for name in ("Land", "Cy Dee", "Coast", "Ann Bee", "mine")} == {
            "Land": True,
            "Cy Dee": True,
            "Coast": False,
            "Ann Bee": False,
            "mine": False,
        }
        for asked, number in hidden.items():
            for pk in (number, 999):
                assert client.get(f"/admin/blog/{asked}={pk}")["Location"].endswith("/?e=1"), asked


@pytest.mark.parametrize(
    ("model", "asked", "says"),
    [
        ("source", "", "There is nothing here yet."),
        ("post", "?q=nowhere", "Nothing here fits what you asked for. Show all"),
        ("person", "?hidden__exact=1", "Nothing here fits what you asked for. Show all"),
    ],
)
def test_say_where_nothing_is_found(model: str, asked: str, says: str) -> None:
    assert says in text(signed_in("editor").get(f"/admin/blog/{model}/{asked}"))


@pytest.mark.parametrize(
    "asked",
    [
        "post/?authors__user__password__startswith=a",
        "post/?body__contains=secret",
        "post/?working_copy__data__contains=secret",
        "excerpt/?created_by__email__startswith=a",
        "excerpt/?raw__contains=secret",
        "person/?user__password__startswith=a",
        "person/?_to_field=user__password",
        "tag/?post_tags__content_object__title__startswith=a",
    ],
)
def test_answer_no_other_question(asked: str) -> None:
    assert signed_in("owner").get(f"/admin/blog/{asked}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["o=99", "p=abc", "state__exact=nonsense", "all=", "q=%00", "e=1", "pk__in=1", "state__exact=%00"],
)
def test_bad_questions_are_answered(query: str) -> None:
    make_post()

    assert signed_in("editor").get(f"/admin/blog/post/?{query}").status_code in {200, 302, 400}


def test_an_excerpt_says_how_many_essays_place_it() -> None:
    post = make_post(exchanges=["Q: Twice?\n\nAnn Bee: Yes."])
    make_post(body=f"[[qa: {Excerpt.objects.get().slug}]]")

    assert post.excerpts.get().placements.count() == 2
    assert cells(signed_in("editor").get("/admin/blog/excerpt/"))[0][:4] == ["Twice?", "–", "–", "2"]
