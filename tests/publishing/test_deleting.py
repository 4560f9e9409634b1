"""What may be deleted, what goes with it, and the addresses that stay taken."""

from datetime import datetime

import pytest
from django.db.models import ProtectedError
from django.test import Client

from accounts.models import Action, AuditEntry
from blog.models import Excerpt, GoneAddress, Person, Post, Redirect
from blog.publishing import deleting, excerpts, library, posts, release, working_copy
from blog.publishing.text import PostText, Refused, WrongState
from blog.transcripts import read_box
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

MINE = "Q: Mine?\n\nAnn Bee: Yes."


def test_a_withdrawn_essay_leaves_its_addresses_and_its_reason(client: Client, now: datetime) -> None:
    post = make_post(slug="first", exchanges=[EXCHANGE])
    post = posts.update(post, PostText(title="T", slug="second", body="B.", boxes=()), by=None, now=now)
    excerpt = make_excerpt(MINE)
    post = posts.update(
        post, PostText(title="T", slug="second", body=f"[[qa: {excerpt.slug}]]"), by=None, now=now
    )
    post = release.withdraw(post, reason="It was wrong.", by=None, now=now)

    deleting.delete(post, by=None, now=now)

    assert not Post.objects.exists()
    for address in ("/posts/first/", "/posts/second/", f"/excerpts/{excerpt.slug}/"):
        page = client.get(address)
        assert (page.status_code, "It was wrong." in page.content.decode()) == (410, True), address


def test_nothing_else_ever_stands_there(now: datetime) -> None:
    post = make_post(title="Taken", state="withdrawn", exchanges=[EXCHANGE])
    asked = post.excerpts.get().slug
    deleting.delete(post, by=None, now=now)

    assert make_post(title="Taken").slug == "taken-2"
    assert make_excerpt(EXCHANGE).slug == f"{asked}-2"
    with pytest.raises(Refused) as refused:
        make_post(slug="taken")
    assert refused.value.message_dict == {"slug": ["This address is taken. “taken-3” is free."]}
    with pytest.raises(Refused):
        excerpts.rename(make_excerpt(MINE), asked, now=now)


def test_a_draft_leaves_nothing_behind(client: Client, now: datetime) -> None:
    draft = make_post(title="Gone", state="draft", exchanges=[EXCHANGE])

    deleting.delete(draft, by=None, now=now)

    assert not GoneAddress.objects.exists()
    assert not Excerpt.objects.exists()
    assert client.get("/posts/gone/").status_code == 404
    assert make_post(title="Gone").slug == "gone"


@pytest.mark.parametrize("state", ["scheduled", "published"])
def test_what_readers_see_or_will_is_not_deleted(now: datetime, state: str) -> None:
    with pytest.raises(WrongState):
        deleting.delete(make_post(state=state), by=None, now=now)


def test_an_author_deletes_no_one_elses_excerpt_with_a_draft(now: datetime) -> None:
    author, other = make_user(name="Ann Bee"), make_user(name="Other")
    theirs = excerpts.save(None, read_box(EXCHANGE), raw="", by=other, now=now)
    draft = make_post(state="draft", body=f"[[qa: {theirs.slug}]]", exchanges=[MINE])

    deleting.delete(draft, by=author, now=now)

    assert list(Excerpt.objects.order_by("pk")) == [theirs, Excerpt.objects.get(question="Mine?")]


@pytest.mark.parametrize("place", ["[[qa: %s]]", "[[qa:%s]]", "[[qa:  %s ]]"])
def test_an_excerpt_that_edits_elsewhere_wait_to_place_stays(place: str, now: datetime) -> None:
    draft, shown = make_post(state="draft", exchanges=[EXCHANGE, MINE]), make_post(title="T")
    awaited = draft.excerpts.get(slug="what-makes-a-good-archive")
    text = PostText(title="T", slug=shown.slug, body=place % awaited.slug)
    working_copy.keep(shown, text, by=None, now=now)

    deleting.delete(draft, by=None, now=now)

    assert list(Excerpt.objects.all()) == [awaited]
    posts.update(shown, working_copy.text_for(shown), by=None, now=now)
    assert list(shown.excerpts.all()) == [awaited]


def test_so_does_one_they_name_by_an_address_it_had(now: datetime) -> None:
    draft, shown = make_post(state="draft", exchanges=[EXCHANGE]), make_post(title="T")
    awaited = draft.excerpts.get()
    text = PostText(title="T", slug=shown.slug, body=f"[[qa: {awaited.slug}]]")
    working_copy.keep(shown, text, by=None, now=now)
    excerpts.rename(awaited, "elsewhere", now=now)

    deleting.delete(draft, by=None, now=now)

    posts.update(shown, working_copy.text_for(shown), by=None, now=now)
    assert list(shown.excerpts.all()) == [awaited]


def test_what_was_deleted_is_told(now: datetime) -> None:
    owner = make_user("owner")
    post = make_post(title="Told", state="withdrawn")

    deleting.delete(post, by=owner, now=now)

    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.by, entry.number, entry.about, entry.detail) == (
        Action.DELETED,
        owner,
        post.pk,
        "Told",
        "told",
    )


def test_a_tag_in_use_is_not_deleted_with_what_uses_it(now: datetime) -> None:
    tag = make_post(tags=["ai"]).shown_tags[0]

    with pytest.raises(ProtectedError):
        library.delete(tag, now=now)


class TestExcerptsOfWithdrawnEssays:
    def test_one_placed_after_the_withdrawal_was_never_seen(self, client: Client, now: datetime) -> None:
        post = make_post(state="withdrawn", exchanges=[EXCHANGE])
        seen, unseen = post.excerpts.get(), make_excerpt(MINE)
        text = posts.text_of(post)
        text = PostText(title="T", slug=text.slug, body=f"[[qa: {unseen.slug}]]", boxes=text.boxes)

        posts.update(post, text, by=None, now=now)

        assert client.get(f"/excerpts/{seen.slug}/").status_code == 410
        assert client.get(f"/excerpts/{unseen.slug}/").status_code == 404

    def test_one_shown_since_was_seen(self, client: Client, now: datetime) -> None:
        post = make_post(state="withdrawn")
        excerpt = make_excerpt(MINE)
        post = posts.update(post, PostText(title="T", body=f"[[qa: {excerpt.slug}]]"), by=None, now=now)
        post = release.restore(post, by=None, now=now)
        release.withdraw(post, reason="Again.", by=None, now=now)

        assert client.get(f"/excerpts/{excerpt.slug}/").status_code == 410


class TestFormerAddresses:
    """A former address leads on until someone takes it on purpose."""

    @pytest.fixture
    def moved(self, now: datetime) -> Post:
        post = make_post(title="Old title")
        return posts.update(post, PostText(title="New", slug="new", body="B."), by=None, now=now)

    def test_a_title_does_not_take_it(self, client: Client, moved: Post) -> None:
        assert make_post(title="Old title").slug == "old-title-2"
        assert client.get("/posts/old-title/")["Location"] == "/posts/new/"

    def test_typed_it_is_taken(self, client: Client, moved: Post) -> None:
        assert make_post(title="Other", slug="old-title").slug == "old-title"
        assert client.get("/posts/old-title/").status_code == 200
        assert not Redirect.objects.exists()

    def test_its_own_is_free_to_it(self, moved: Post, now: datetime) -> None:
        back = posts.update(moved, PostText(title="N", slug="old-title", body="B."), by=None, now=now)

        assert back.slug == "old-title"

    def test_a_person_of_the_name_gets_another(self) -> None:
        person = make_person("Mei Tan")
        Redirect.objects.create(kind="person", slug="ann-bee", person=person)

        make_excerpt("Q: Who?\n\nAnn Bee: Me.")

        assert Person.objects.get(name="Ann Bee").slug == "ann-bee-2"
