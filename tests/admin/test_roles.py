"""Every address of the admin × every role. A new address without a row here fails the last test."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver

from accounts.models import User
from blog.models import Excerpt, Page, Person, Post, SiteIdentity, Source, Tag
from blog.publishing import library
from tests.admin.page import signed_in, titles
from tests.factories import EXCHANGE, make_excerpt, make_page, make_person, make_post, make_user

pytestmark = pytest.mark.django_db

OK, FOUND, NO, GONE, NOT_THAT = 200, 302, 403, 404, 405
EVERYONE, EDITORS, OWNER = (OK, OK, OK), (NO, OK, OK), (NO, NO, OK)

# Address: what an author, an editor and the owner are answered. {own} is the author's row, {other} another's.
TABLE: dict[str, tuple[int, int, int]] = {
    "": EVERYONE,
    "login/": (FOUND, FOUND, FOUND),
    "logout/": EVERYONE,
    "password_change/": (FOUND, FOUND, FOUND),
    "jsi18n/": EVERYONE,
    "autocomplete/": (NO, NO, NO),  # needs a model's name; no chooser asks it
    "blog/": EVERYONE,
    "accounts/": (GONE, GONE, OK),
    **{f"blog/{model}/": EVERYONE for model in ("post", "excerpt", "person", "source", "tag")},
    **{f"blog/{model}/add/": EVERYONE for model in ("post", "excerpt", "person", "source", "tag")},
    **{
        f"blog/{model}/{{own}}/{page}/": EVERYONE
        for model in ("post", "excerpt", "person", "source", "tag")
        for page in ("change", "history")
    },
    **{
        f"blog/{model}/{{other}}/{page}/": EDITORS
        for model in ("post", "excerpt", "person", "source", "tag")
        for page in ("change", "history", "delete")
    },
    "blog/post/{own}/delete/": EVERYONE,
    "blog/excerpt/{own}/delete/": EVERYONE,
    "blog/person/{own}/delete/": EDITORS,
    "blog/source/{own}/delete/": EDITORS,
    "blog/tag/{own}/delete/": EDITORS,
    "blog/post/{own}/withdraw/": EVERYONE,
    "blog/post/{own}/discard/": EVERYONE,
    "blog/post/{own}/undo/": (NOT_THAT, NOT_THAT, NOT_THAT),
    "blog/post/{own}/restore/": (NOT_THAT, NOT_THAT, NOT_THAT),
    "blog/post/{other}/withdraw/": EDITORS,
    "blog/post/{other}/discard/": EDITORS,
    "blog/page/": EDITORS,
    "blog/page/add/": EDITORS,
    "blog/page/{own}/change/": EDITORS,
    "blog/page/{own}/history/": EDITORS,
    "blog/page/{own}/delete/": EDITORS,
    "blog/siteidentity/": (NO, NO, FOUND),
    "blog/siteidentity/add/": (NO, NO, NO),
    "blog/siteidentity/1/change/": OWNER,
    "blog/siteidentity/1/history/": OWNER,
    "blog/siteidentity/1/delete/": (NO, NO, NO),
    "accounts/user/": OWNER,
    "accounts/user/add/": OWNER,
    "accounts/user/{own}/change/": OWNER,
    "accounts/user/{own}/history/": OWNER,
    "accounts/user/{own}/password/": OWNER,
    "accounts/user/{own}/delete/": (NO, NO, NO),
}


@pytest.fixture
def cast(now: datetime) -> dict[str, User]:
    """An author with a draft and what only it uses; another author with the same."""
    people = {role: make_user(role, name=role.title()) for role in ("author", "editor", "owner")}
    library.save(SiteIdentity(pk=1), now=now)
    people["other"] = make_user("author", name="Other")
    for who, name in (("author", "Own"), ("other", "Other")):
        make_post(
            title=name,
            state="draft",
            by=people[who],
            tags=[name],
            exchanges=[f"Q: {name}?\n\n{name} Speaker: Yes.\n\nSource: {name}"],
        )
    make_page("Own")
    return people


def address(page: str) -> str:
    """Where `page` of the table is, with ids for `{own}` and `{other}`."""
    model = page.split("/")[1] if "{" in page else ""
    found: dict[str, list[int]] = {
        "post": [Post.objects.get(title=title).pk for title in ("Own", "Other")],
        "excerpt": [Excerpt.objects.get(question=words).pk for words in ("Own?", "Other?")],
        "person": [Person.objects.get(name=f"{name} Speaker").pk for name in ("Own", "Other")],
        "source": [Source.objects.get(title=title).pk for title in ("Own", "Other")],
        "tag": [Tag.objects.get(name=name).pk for name in ("Own", "Other")],
        "page": [Page.objects.get().pk] * 2,
        "user": [User.objects.get(name="Author").pk] * 2,
    }
    own, other = found.get(model, [0, 0])
    return "/admin/" + page.format(own=own, other=other)


def test_table(cast: dict[str, User]) -> None:
    clients = [signed_in(cast[role]) for role in ("author", "editor", "owner")]

    def answers(page: str) -> tuple[int, ...]:
        return tuple(client.get(address(page)).status_code for client in clients)

    assert {page: answers(page) for page in TABLE} == TABLE


def test_what_may_not_be_seen_may_not_be_sent(cast: dict[str, User]) -> None:
    client = signed_in(cast["author"])
    closed = [page for page, found in TABLE.items() if found[0] == NO and page != "autocomplete/"]

    def answer(page: str) -> int:
        return client.post(address(page), {"post": "yes", "_save": "1"}).status_code

    assert {page: answer(page) for page in closed} == dict.fromkeys(closed, NO)


@pytest.mark.parametrize("verb", ["undo", "restore", "withdraw", "discard"])
def test_anothers_essay_is_left_alone(cast: dict[str, User], verb: str) -> None:
    other = Post.objects.get(title="Other")

    answer = signed_in(cast["author"]).post(f"/admin/blog/post/{other.pk}/{verb}/", {"reason": "Mine now"})

    assert answer.status_code == NO


def test_nobody_gets_in_unasked(cast: dict[str, User], client: Client) -> None:
    pages = [page for page, found in TABLE.items() if found[0] != NOT_THAT]
    pages = [page for page in pages if page not in {"login/", "logout/"}]

    def led(page: str) -> str:
        answer = client.get(address(page))
        return answer.get("Location", str(answer.status_code)).partition("?")[0]

    assert {page: led(page) for page in pages} == dict.fromkeys(pages, "/admin/login/")


def test_a_switched_off_account_is_signed_out(cast: dict[str, User]) -> None:
    client = signed_in(cast["author"])
    User.objects.filter(pk=cast["author"].pk).update(is_active=False)

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


@pytest.mark.parametrize("model", ["post", "excerpt", "person", "source", "tag"])
def test_lists_hold_what_may_be_edited(cast: dict[str, User], model: str) -> None:
    address = f"/admin/blog/{model}/"

    assert [" ".join(titles(signed_in(cast[who]).get(address))) for who in ("author", "other")] == [
        {"post": "Own", "excerpt": "Own?", "person": "Author Own Speaker"}.get(model, "Own"),
        {"post": "Other", "excerpt": "Other?", "person": "Other Other Speaker"}.get(model, "Other"),
    ]


class TestShared:
    """Excerpts, people, sources and tags: an author edits those no one else's post uses."""

    @pytest.fixture(autouse=True)
    def author(self) -> None:
        self.user = make_user("author")
        self.client = signed_in(self.user)

    def may_edit(self, row: Excerpt | Person | Source | Tag) -> bool:
        answer = self.client.get(f"/admin/blog/{row._meta.model_name}/{row.pk}/change/").status_code
        assert answer in {OK, NO}
        return answer == OK

    def test_until_another_uses_them(self) -> None:
        mine = make_post(by=self.user, exchanges=[EXCHANGE], tags=["shared"])
        excerpt = mine.excerpts.get()
        shared = [excerpt, Person.objects.get(name="Lucía Prado"), Source.objects.get(), Tag.objects.get()]
        assert [self.may_edit(row) for row in shared] == [True, True, True, True]

        make_post(by=make_user("author"), body=f"[[qa: {excerpt.slug}]]", tags=["shared"])

        assert [self.may_edit(row) for row in shared] == [False, False, False, False]

    def test_an_excerpt_kept_for_later_is_its_makers(self) -> None:
        assert self.may_edit(make_excerpt(by=self.user))
        theirs = make_excerpt(EXCHANGE.replace("Lucía Prado", "Ann Bee"), by=make_user("author"))
        assert not self.may_edit(theirs)
        assert not self.may_edit(Person.objects.get(name="Ann Bee"))

    def test_nobody_edits_another_who_signs_in(self) -> None:
        assert not self.may_edit(make_person("Ann Bee", user=make_user("author")))
        assert self.may_edit(make_person("Myself", user=self.user))

    def test_only_the_owner_says_who_signs_in_as_whom(self) -> None:
        person = make_person("Ann Bee")
        address = f"/admin/blog/person/{person.pk}/change/"

        self.client.post(address, {"name": "Ann Bee", "slug": "ann-bee", "user": self.user.pk})

        person.refresh_from_db()
        assert person.user is None
        assert b'name="user"' not in self.client.get(address).content
        assert b'name="user"' in signed_in("owner").get(address).content

    def test_choosers_hide_what_only_others_drafts_know(self) -> None:
        make_post(state="draft", exchanges=[EXCHANGE.replace("Lucía Prado", "Hidden Speaker")])
        make_post(exchanges=[EXCHANGE.replace("Lucía Prado", "Seen Speaker")])
        mine = make_excerpt(EXCHANGE.replace("Lucía Prado", "Ida Crane"), by=self.user)

        form = self.client.get("/admin/blog/post/add/").content.decode()
        chooser = self.client.get(f"/admin/blog/excerpt/{mine.pk}/change/").content.decode()

        for page in (form, chooser):
            assert ("Seen Speaker" in page, "Hidden Speaker" in page) == (True, False)

    def test_no_shortcut_tells_the_address_of_anothers_draft(self) -> None:
        draft = make_post(state="draft")
        kind = ContentType.objects.get_for_model(Post).pk

        assert self.client.get(f"/admin/r/{kind}/{draft.pk}/").status_code == GONE


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield re.sub(r"<[^>]+>", "{row}", here)


def test_the_table_is_whole() -> None:
    in_table = {re.sub(r"{\w+}|\b1\b", "{row}", page) for page in TABLE}
    leading_elsewhere = re.compile(r"\(|\$$|/{row}/$")  # catch-alls and the short form of an address

    found = {page for page in addresses(admin.site.urls[0]) if not leading_elsewhere.search(page)}

    assert found - in_table == set()
    assert "blog/post/{row}/change/" in found
