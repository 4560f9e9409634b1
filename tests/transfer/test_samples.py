"""Sample content: real files, loaded once into an empty local site and taken away whole."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from blog.models import Excerpt, Page, Person, Post, SiteIdentity, Source, Tag, Turn
from blog.publishing import library
from blog.rendering import render
from blog.transfer import samples
from blog.transfer.collect import post_markdown
from blog.transfer.document import Document
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import ingest
from config.environment import origin
from tests.factories import make_page, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.full]

UTC = ZoneInfo("UTC")
DOCUMENTS = samples.documents(UTC)
ROWS: tuple[type[Model], ...] = (Post, Excerpt, Turn, Page, Tag, Source, Person)


@pytest.fixture
def loaded(now: datetime) -> datetime:
    """An hour after the samples came."""
    samples.load(now)
    return now + timedelta(hours=1)


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in ROWS}


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


# --- The files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.slug)
def test_an_essay_is_read_without_a_complaint(document: Document, now: datetime) -> None:
    done = ingest(document, publish=True, now=now)

    assert done.notes == ()
    assert render(done.post.body).problems == ()
    assert "Sample essay" in done.post.plain_text or document.language != "en"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.slug)
def test_an_essay_comes_back_from_its_own_file(document: Document, now: datetime) -> None:
    first = ingest(document, publish=True, now=now).post
    before = rows()
    text = post_markdown(Post.objects.for_page().get(pk=first.pk))

    ingest(read_document(text, UTC), publish=True, now=now + timedelta(hours=1))

    assert post_markdown(Post.objects.for_page().get(pk=first.pk)) == text
    assert rows() == before
    assert set(Excerpt.objects.values_list("version", flat=True)) == {1}


def test_together_they_show_what_an_essay_can_be(loaded: datetime) -> None:
    turns = Turn.objects
    assert Post.objects.filter(placements__in_body=False).count() == 1
    assert set(Post.objects.values_list("language", flat=True)) == {"en", "zh-Hans", "ar"}
    assert [day.year for day in Post.objects.dates("published_at", "year")] == [2024, 2025, 2026]
    assert (
        turns.filter(excerpt__posts__slug="the-last-boat")
        .values("person")
        .exclude(person=None)
        .distinct()
        .count()
        == 3
    )
    assert turns.exclude(translation="").filter(language="", excerpt__language="es").count() == 2
    assert turns.exclude(time_code="").filter(text__regex=r"\[…\].*\[from").exists()
    assert [len(source.excerpts.all()) for source in Source.objects.all()].count(2) == 1
    long = Post.objects.order_by("-word_count")[0]
    assert long.word_count >= 1500
    assert len([entry for entry in long.contents if entry["level"] == 2]) >= 4


def test_no_source_of_theirs_exists(loaded: datetime) -> None:
    assert all(".example/" in url for url in Source.objects.values_list("url", flat=True))


def test_everything_described_is_there(loaded: datetime) -> None:
    assert not Person.objects.filter(about="").exists()
    assert not Source.objects.filter(kind="").exists()
    assert not Source.objects.filter(publisher="").exists()


def test_the_page_leads_to_every_essay(loaded: datetime) -> None:
    page = Page.objects.published().get(slug="about")

    assert [post.slug for post in Post.objects.all() if f"/posts/{post.slug}/)" not in page.body] == []


# --- Loading ------------------------------------------------------------------------------------------------


def test_readers_see_each_on_its_own_day(now: datetime) -> None:
    loaded = samples.load(now)

    days = [document.date for document in DOCUMENTS]
    assert [post.published_at for post in loaded] == days
    assert [post.modified_at for post in Post.objects.order_by("published_at")] == days
    assert Post.objects.announced(now).count() == len(days)


def test_the_site_introduces_its_writer(loaded: datetime) -> None:
    site = SiteIdentity.current()

    assert site.name == "Nell Ardagh"
    assert site.name in site.introduction


def test_what_the_owner_chose_before_stays(now: datetime) -> None:
    library.save(SiteIdentity(pk=1, name="My site"), now=now)
    make_page("About", body="Mine.")

    samples.load(now)
    samples.remove(now)

    assert SiteIdentity.current().name == "My site"
    assert Page.objects.get().body == "Mine."


def test_loading_twice_says_so() -> None:
    run("load_samples")
    once = rows()

    assert (
        run("load_samples") == "The samples are here already; `manage.py remove_samples` takes them away.\n"
    )
    assert rows() == once


def test_a_site_with_essays_gets_none() -> None:
    make_post(state="draft")

    with pytest.raises(CommandError, match="Essays are here already"):
        run("load_samples")

    assert Post.objects.count() == 1


def test_a_site_others_reach_gets_none(settings: Any) -> None:
    settings.ORIGIN = origin("https://essays.example.org")
    settings.SITE_ORIGIN = "https://essays.example.org"

    with pytest.raises(CommandError, match=r"not for https://essays\.example\.org"):
        run("load_samples")

    assert not any(rows().values())


def test_cut_short_it_leaves_nothing(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library, "save_page", die)

    with pytest.raises(KeyboardInterrupt):
        samples.load(now)

    assert not any(rows().values())
    assert SiteIdentity.current().samples == {}


def test_the_command_says_how_many_and_where(settings: Any) -> None:
    assert run("load_samples") == f"{len(DOCUMENTS)} sample essays: {settings.SITE_ORIGIN}/\n"


def test_they_can_come_again(loaded: datetime) -> None:
    samples.remove(loaded)

    assert len(samples.load(loaded)) == len(DOCUMENTS)
