"""What search looks through is what the rows say: after any verb, the same as made anew."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from blog import search
from blog.models import (
    Excerpt,
    Page,
    Person,
    Post,
    SearchDocument,
    SearchWord,
    Series,
    Source,
    State,
    Tag,
    Turn,
)
from blog.models.search import KINDS
from blog.publishing import deleting, excerpts, library, merging, posts, release, series
from blog.search import engines
from blog.transcripts import read_box
from tests.factories import make_excerpt, make_person, make_post, make_snapshot

pytestmark = pytest.mark.django_db

WORDS = "river bridge archive open weights letter room lamp bread stone 放权 كتاب".split()


def documents() -> set[tuple[object, ...]]:
    fields = ("pk", *KINDS, "words", "terms", "version")
    return set(SearchDocument.objects.values_list(*fields))


def quiet(done: int, total: int) -> None:
    pass


def assert_kept() -> None:
    """That nothing of it is missing, left over or old, and each word is known."""
    kept, words = documents(), set(SearchWord.objects.values_list("word", flat=True))
    assert engines.current().is_sound()

    search.rebuild(quiet)

    assert documents() - kept == set() == kept - documents()
    assert set(SearchWord.objects.values_list("word", flat=True)) <= words


def exchange(random: Random, name: str) -> str:
    asked, told = (" ".join(random.choices(WORDS, k=4)) for _part in "ab")
    return (
        f"Q: {asked}?\n\n{name}: {told}.\n\nSource: Hour {random.choice('abc')}, 2025-0{random.randint(1, 9)}"
    )


class Desk:
    """Someone who does anything that can be done, in any order."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.random, self.now = Random(seed), now

    def act(self) -> None:
        self.now += timedelta(minutes=7)
        acts: list[Callable[[], object]] = [
            self.write, self.update, self.release, self.delete, self.change_excerpt, self.name_speaker,
            self.save_person, self.save_source, self.merge, self.rename_tag, self.keep_snapshot,
            self.rerender, self.save_page, self.save_series, self.delete_page_or_series,
        ]  # fmt: skip
        self.random.choice(acts)()

    def some(self, rows: object) -> object:
        found = list(rows.order_by("pk"))  # type: ignore[attr-defined]
        return self.random.choice(found) if found else None

    def name(self) -> str:
        return self.random.choice(["Mei Tan", "Ann Bee", "Lucía Prado", "Omar Said"])

    def said(self) -> str:
        return " ".join(self.random.choices(WORDS, k=6))

    def write(self) -> None:
        state = self.random.choice(["draft", "published", "scheduled", "withdrawn"])
        exchanges = [exchange(self.random, self.name())] * self.random.randint(0, 1)
        tags = self.random.sample(["a", "b", "c"], 2)
        make_post(self.said(), body=self.said(), state=state, exchanges=exchanges, tags=tags)

    def update(self) -> None:
        post = self.some(Post.objects.exclude(state=State.DRAFT))
        if isinstance(post, Post) and post.is_released:
            text = replace(posts.text_of(post), title=self.said(), body=self.said(), boxes=())
            posts.update(post, text, by=None, now=self.now)

    def release(self) -> None:
        post = self.some(Post.objects.all())
        if not isinstance(post, Post):
            return
        if post.state == State.DRAFT:
            release.publish(post, by=None, now=self.now)
        elif post.state == State.WITHDRAWN:
            release.restore(post, by=None, now=self.now)
        elif post.was_announced(self.now):
            release.withdraw(post, reason="", by=None, now=self.now)
        else:
            release.undo(post, by=None, now=self.now)

    def delete(self) -> None:
        post = self.some(Post.objects.filter(state__in=[State.DRAFT, State.WITHDRAWN]))
        if isinstance(post, Post):
            deleting.delete(post, by=None, now=self.now)

    def change_excerpt(self) -> None:
        excerpt = self.some(Excerpt.objects.all())
        words = read_box(exchange(self.random, self.name()))
        row = excerpt if isinstance(excerpt, Excerpt) else None
        excerpts.save(row, words, raw="", by=None, now=self.now, tags=self.random.sample("abc", 1))

    def name_speaker(self) -> None:
        turn, person = self.some(Turn.objects.all()), self.some(Person.objects.all())
        if isinstance(turn, Turn) and isinstance(person, Person):
            excerpts.name_speakers(turn.excerpt, {turn.label: person}, now=self.now)

    def save_person(self) -> None:
        person = self.some(Person.objects.all())
        if isinstance(person, Person):
            person.about = self.said()
            library.save_person(person, aliases=[self.said()], now=self.now)

    def save_source(self) -> None:
        source = self.some(Source.objects.all())
        if isinstance(source, Source):
            source.title = self.said()
            library.save(source, now=self.now)

    def merge(self) -> None:
        models: tuple[Any, ...] = (Person, Source, Tag)
        for model in models:
            rows: list[Any] = list(model._default_manager.all().order_by("pk")[:2])
            if len(rows) == 2 and self.random.random() < 0.4:
                merging.merge(*rows, by=None, now=self.now)

    def rename_tag(self) -> None:
        tag = self.some(Tag.objects.all())
        if isinstance(tag, Tag):
            merging.rename_tag(tag, self.said(), by=None, now=self.now)

    def keep_snapshot(self) -> None:
        source, turn = self.some(Source.objects.all()), self.some(Turn.objects.all())
        if isinstance(source, Source) and isinstance(turn, Turn):
            make_snapshot(source, f"{turn.text} And more.", now=self.now)

    def rerender(self) -> None:
        post, page = self.some(Post.objects.all()), self.some(Page.objects.all())
        if isinstance(post, Post):
            posts.rerender(post)
        if isinstance(page, Page):
            Page.objects.filter(pk=page.pk).update(body=self.said())
            library.rerender_page(page)

    def save_page(self) -> None:
        page = self.some(Page.objects.all()) if self.random.random() < 0.5 else None
        page = page if isinstance(page, Page) else Page(slug=f"page-{self.now:%H%M}")
        page.title, page.body = self.said(), f"{self.said()}\n\n{self.said()}"
        page.is_published = self.random.random() < 0.5
        library.save_page(page, now=self.now)

    def save_series(self) -> None:
        row = self.some(Series.objects.all()) if self.random.random() < 0.5 else None
        row = row if isinstance(row, Series) else Series(slug=f"series-{self.now:%H%M}")
        row.title, row.summary = f"{self.said()} {self.now:%H%M}", self.said()
        parts = list(Post.objects.order_by("?").values_list("pk", flat=True)[:2])
        series.save(row, parts=parts, by=None, now=self.now)

    def delete_page_or_series(self) -> None:
        page, row = self.some(Page.objects.all()), self.some(Series.objects.all())
        if isinstance(page, Page):
            library.delete(page, now=self.now)
        if isinstance(row, Series):
            series.delete(row, by=None, now=self.now)


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.full) for n in range(2, 7))])
def test_it_follows_whatever_is_done(seed: int, now: datetime) -> None:
    desk = Desk(seed, now)

    for _act in range(25):
        desk.act()

    assert_kept()


def test_saving_again_changes_no_document(now: datetime) -> None:
    post = make_post("Same", tags=["a"])
    before = documents()

    posts.update(post, posts.text_of(post), by=None, now=now + timedelta(days=1))

    assert documents() == before


def test_the_key_of_a_later_essay_is_greater(now: datetime) -> None:
    late = make_post("Late", published_at=now - timedelta(days=1))
    early = make_post("Early", published_at=now - timedelta(days=9000))

    assert early.search_document.pk < late.search_document.pk


def test_it_can_be_made_anew_by_hand_and_says_how_far_it_is(now: datetime) -> None:
    make_post("One", exchanges=["Q: What?\n\nMei Tan: That.\n\nSource: Hour"])
    before, said = documents(), StringIO()
    SearchDocument.objects.all().delete()

    call_command("rebuild_search", stdout=said)
    call_command("rebuild_search", stdout=said)

    assert documents() == before
    assert said.getvalue().splitlines()[-1] == (
        "4 essays, excerpts, people, sources, series and pages can be found."
    )


@pytest.mark.one_engine
def test_a_missing_trigger_is_noticed() -> None:
    """One that a migration dropped with its table: install those of migration 20 again."""
    make_person("Mei Tan")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search%'")
        assert {name for (name,) in cursor} == {"search_added", "search_removed", "search_changed"}
        cursor.execute("DROP TRIGGER search_removed")
    assert engines.current().is_sound()

    SearchDocument.objects.all().delete()

    assert not engines.current().is_sound()


def test_an_excerpt_in_no_essay_is_found_by_the_desk_alone(now: datetime) -> None:
    make_excerpt()
    query = search.parse("archive in:questions")

    assert search.find(query, now=now, zone=now.tzinfo).documents == []  # type: ignore[arg-type]
    assert len(search.keys(query, kinds=["question"])) == 1


def test_a_verb_reads_what_it_changed_once_at_its_end() -> None:
    post = make_post(title="River")
    Post.objects.filter(pk=post.pk).update(title="Bridge")

    with search.at_once():
        search.index(post)
        with search.at_once():
            search.index(Post.objects.all())
        inside = words_of(post)

    assert "river" in inside
    assert "bridge" in words_of(post)


def test_a_verb_that_fails_indexes_nothing() -> None:
    post = make_post(title="River")
    Post.objects.filter(pk=post.pk).update(title="Bridge")

    with suppress(RuntimeError), search.at_once():
        search.index(post)
        raise RuntimeError("half-way")
    search.index(make_post(title="Lamp"))

    assert "river" in words_of(post)


def words_of(post: Post) -> str:
    return SearchDocument.objects.get(post=post).words
