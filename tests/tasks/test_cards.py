"""The worker draws what is missing, and pages name it then."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from blog.media import cards
from blog.models import Excerpt, Generation, Post, SiteIdentity
from blog.publishing import excerpts, library
from blog.syndication.sharing import excerpt_card, post_card, site_cards
from blog.tasks.cards import draw_cards, draw_new_cards
from blog.transcripts import read_box
from tests.factories import EXCHANGE, make_excerpt, make_post

pytestmark = pytest.mark.django_db
NO_SIGN = "Q: Why?\n\nNoa Levi: 🙂"


@pytest.fixture(autouse=True)
def _room(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path


def drawn() -> set[str]:
    return {file.stem for file in cards.folder().glob("*.png")}


def wanted(*slugs: str) -> set[str]:
    """The site's own cards, those of these excerpts, and those of the essays readers see."""
    site = SiteIdentity.current()
    rows = Excerpt.objects.with_turns().filter(slug__in=slugs)
    essays = Post.objects.published(timezone.now()).for_page()
    told = [*(excerpt_card(row, site) for row in rows), *(post_card(row, site) for row in essays)]
    return {card.digest for card in (*site_cards(site), *told)}


@pytest.mark.full
def test_draws_the_cards_of_what_readers_see_and_of_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.tasks.cards.SLICE", 1)
    for number in range(3):
        make_post(exchanges=[f"Q: Shown {'i' * (number + 1)}?\n\nMei Tan: Yes."])
    make_post(exchanges=["Q: Draft?\n\nMei Tan: No."], state="draft")
    make_post(exchanges=["Q: Gone?\n\nMei Tan: No."], state="withdrawn")
    make_excerpt()

    draw_cards.call()

    assert drawn() == wanted("shown-i", "shown-ii", "shown-iii")


@pytest.mark.full
def test_says_so_once_of_each_kind_and_does_nothing_again() -> None:
    make_post(exchanges=[EXCHANGE])
    before = Generation.current().number

    draw_cards.call()
    draw_cards.call()
    draw_new_cards.call()

    assert Generation.current().number == before + 2


def test_they_come_back_where_a_restored_site_has_none() -> None:
    make_post(exchanges=[EXCHANGE])
    draw_cards.call()
    before = drawn()
    shutil.rmtree(cards.folder())

    draw_cards.call()

    assert drawn() == before == wanted("what-makes-a-good-archive")


def test_new_words_have_a_new_card(client: Client) -> None:
    now = timezone.now()
    excerpt = make_post(exchanges=[EXCHANGE], now=now, published_at=now).excerpts.get()
    draw_new_cards.call()
    first = drawn()

    excerpts.save(excerpt, read_box(EXCHANGE.replace("thirty", "forty")), raw="", by=None, now=now)
    draw_new_cards.call()

    new = drawn() - first
    page = client.get(excerpt.get_absolute_url()).content.decode()
    essay = client.get(excerpt.posts.get().get_absolute_url()).content.decode()
    assert len(new) == 2
    assert [f"/excerpts/{excerpt.slug}.{digest}.png" in page for digest in new].count(True) == 1
    assert [f".{digest}.png" in essay for digest in new].count(True) == 1


def test_an_old_excerpt_placed_anew_is_among_the_new_ones() -> None:
    now = timezone.now()
    excerpt = make_excerpt()
    make_post(body=f"[[qa: {excerpt.slug}]]", now=now, published_at=now)

    draw_new_cards.call()

    assert drawn() == wanted(excerpt.slug)


@pytest.mark.full
def test_a_site_with_another_name_has_its_cards_again() -> None:
    make_post(exchanges=[EXCHANGE])
    draw_cards.call()
    site = SiteIdentity.current()
    site.name = "Maren Quill"
    library.save(site, now=timezone.now())

    draw_cards.call()

    assert wanted("what-makes-a-good-archive") <= drawn()


def test_what_cannot_be_shown_has_no_card(client: Client) -> None:
    excerpt = make_post(exchanges=[NO_SIGN]).excerpts.get()

    draw_cards.call()

    assert drawn() == {card.digest for card in site_cards(SiteIdentity.current())}
    card = client.get(f"/excerpts/{excerpt.slug}.png")
    assert (
        card.headers["Location"]
        == f"http://127.0.0.1:8000/card.{site_cards(SiteIdentity.current())[0].digest}.png"
    )


@pytest.mark.full
def test_a_card_lasts_as_long_as_it_is_wanted() -> None:
    make_post(exchanges=[EXCHANGE])
    draw_cards.call()
    for file in cards.folder().iterdir():
        os.utime(file, (0, (timezone.now() - timedelta(days=8)).timestamp()))
    old = cards.Card("Nobody says this any more.")
    cards.keep(old)
    os.utime(old.file, (0, (timezone.now() - timedelta(days=8)).timestamp()))

    draw_cards.call()

    assert drawn() == wanted("what-makes-a-good-archive")
