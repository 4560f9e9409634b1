"""`remove_samples`: what came as a sample goes, what is the owner's stays, and what that needs with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from pytest_django.plugin import DjangoDbBlocker

from blog.models import (
    Excerpt,
    Generation,
    Page,
    Person,
    Post,
    PostTag,
    Redirect,
    Revision,
    SiteIdentity,
    Source,
    Tag,
    Turn,
    WorkingCopy,
)
from blog.publishing import excerpts, library, posts, working_copy
from blog.transcripts import read_box
from blog.transfer import samples
from tests.factories import NOW, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.full]

EVERYTHING: tuple[type[Model], ...] = (
    Post,
    Excerpt,
    Turn,
    Page,
    Tag,
    PostTag,
    Source,
    Person,
    Revision,
    Redirect,
    WorkingCopy,
)
FERRY = "the-last-boat"
ESSAYS = len(list(samples.FOLDER.glob("*.md")))


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """An hour after the samples came: once for all tests, each of which is undone to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        samples.load(NOW)
        yield NOW + timedelta(hours=1)
        transaction.set_rollback(True)


def left() -> list[str]:
    return [model.__name__ for model in EVERYTHING if model._default_manager.exists()]


def run() -> str:
    out = StringIO()
    call_command("remove_samples", stdout=out)
    return out.getvalue()


def kept(removed: samples.Removed | None) -> list[tuple[str, str]]:
    assert removed is not None
    return [(str(row), str(needed_by)) for row, needed_by in removed.kept]


def test_nothing_is_left(loaded: datetime) -> None:
    removed = samples.remove(loaded)

    assert left() == []
    assert removed is not None
    assert removed.kept == ()
    assert removed.counts[Post] == ESSAYS
    site = SiteIdentity.current()
    assert (site.name, site.introduction, site.samples) == ("Rejoinder", "", {})


def test_stored_pages_are_old_afterwards(loaded: datetime) -> None:
    before = Generation.current().number

    samples.remove(loaded)

    assert Generation.current().number > before


def test_the_command_names_what_went(loaded: datetime) -> None:
    said = run().splitlines()

    assert said[0] == f"Removed: {ESSAYS} essays"
    assert "Removed: 1 page" in said
    assert [line for line in said if line.startswith("Kept")] == []


def test_twice_is_harmless(loaded: datetime) -> None:
    samples.remove(loaded)
    own = make_post()

    assert run() == "There are no samples here.\n"
    assert list(Post.objects.all()) == [own]


def test_an_edited_essay_goes_too(loaded: datetime) -> None:
    post = Post.objects.get(slug=FERRY)
    text = replace(posts.text_of(post), title="Mine now", body="Other words.")
    posts.update(post, text, by=None, now=loaded)
    working_copy.keep(post, replace(text, body="And more."), by=None, now=loaded)

    samples.remove(loaded)

    assert left() == []


def test_an_edited_excerpt_goes_too(loaded: datetime) -> None:
    excerpt = Excerpt.objects.filter(posts__slug=FERRY).get()
    excerpts.save(excerpt, read_box("Q: Who?\n\nIwan Pellow: You."), raw="", by=None, now=loaded)

    samples.remove(loaded)

    assert left() == []


def test_what_the_owner_deleted_is_no_matter(loaded: datetime) -> None:
    Post.objects.get(slug=FERRY).delete()

    samples.remove(loaded)

    assert left() == []


def test_an_excerpt_in_an_own_essay_stays_with_its_people_and_source(loaded: datetime) -> None:
    excerpt = Excerpt.objects.get(posts__slug=FERRY)
    own = make_post("My answer", body=f"[[qa: {excerpt.slug}]]", tags=["timetables"], now=loaded)

    removed = samples.remove(loaded)

    assert list(Post.objects.all()) == [own]
    assert list(Excerpt.objects.all()) == [excerpt]
    assert {person.name for person in Person.objects.all()} == {"Bettina Craye", "Iwan Pellow", "Josefa Lund"}
    assert Source.objects.get() == excerpt.source
    assert kept(removed)[:2] == [(str(excerpt), "My answer"), ("timetables", "My answer")]
    assert Excerpt.objects.get().first_shown_at == own.published_at


def test_what_was_kept_goes_once_it_is_free(loaded: datetime) -> None:
    excerpt = Excerpt.objects.get(posts__slug=FERRY)
    own = make_post(body=f"[[qa: {excerpt.slug}]]", state="draft", now=loaded)
    samples.remove(loaded)
    posts.save(own, replace(posts.text_of(own), body="None of that.", boxes=()), by=None, now=loaded)

    samples.remove(loaded)

    assert (Excerpt.objects.count(), Person.objects.count(), Source.objects.count()) == (0, 0, 0)
    assert SiteIdentity.current().samples == {}


def test_edits_that_wait_keep_what_they_place(loaded: datetime) -> None:
    excerpt = Excerpt.objects.get(posts__slug=FERRY)
    own = make_post("Mine", now=loaded)
    waiting = replace(posts.text_of(own), body=f"[[qa: {excerpt.slug}]]")
    working_copy.keep(own, waiting, by=None, now=loaded)

    removed = samples.remove(loaded)

    assert kept(removed)[0] == (str(excerpt), "Mine")
    assert posts.update(own, waiting, by=None, now=loaded).placements.get().excerpt == excerpt


def test_an_own_excerpt_keeps_its_person_and_tag(loaded: datetime) -> None:
    note = make_excerpt("Q: And you?\n\nJosefa Lund: And I.")
    library.save(note, now=loaded)
    note.tags.through.objects.create(tag=Tag.objects.get(key="timetables"), content_object=note)

    removed = samples.remove(loaded)

    assert kept(removed) == [("timetables", "And you?"), ("Josefa Lund", "And you?")]


def test_a_person_who_signs_in_stays(loaded: datetime) -> None:
    person = Person.objects.get(name="Nell Ardagh")
    person.user = make_user("owner", name="Nell")
    library.save(person, now=loaded)

    removed = samples.remove(loaded)

    assert kept(removed) == [("Nell Ardagh", "Nell")]


def test_an_excerpt_written_into_a_sample_stays_with_its_writer(loaded: datetime) -> None:
    post = Post.objects.get(slug=FERRY)
    text = replace(posts.text_of(post), body="::: qa\nQ: Mine?\n\nSomeone Else: Yours.\n:::", boxes=())
    posts.update(post, text, by=None, now=loaded)

    samples.remove(loaded)

    assert [excerpt.question for excerpt in Excerpt.objects.all()] == ["Mine?"]
    assert Excerpt.objects.get().first_shown_at is None


def test_a_page_of_own_words_stays(loaded: datetime) -> None:
    page = Page.objects.get(slug="about")
    page.body = "I write here now."
    library.save_page(page, now=loaded)

    said = run()

    assert Page.objects.get() == page
    assert said.splitlines()[-1] == "Kept: page “About”, whose words you have changed"


def test_a_name_the_owner_gave_stays(loaded: datetime) -> None:
    site = SiteIdentity.current()
    site.name = "Essays by me"
    library.save(site, now=loaded)

    samples.remove(loaded)

    site = SiteIdentity.current()
    assert (site.name, site.introduction) == ("Essays by me", "")
