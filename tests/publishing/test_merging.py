"""Two tags, people or sources become one: nothing used is lost, every address leads on."""

import random
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Action, AuditEntry
from blog.models import Excerpt, Generation, Person, Post, Redirect, Source, Tag, WorkingCopy
from blog.publishing import library, merging, posts, working_copy
from blog.publishing.merging import CannotMerge, Reach, merge
from blog.publishing.text import PostText, Refused
from tests.factories import make_excerpt, make_person, make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def tag(name: str) -> Any:
    return Tag.objects.get(name=name)


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def exchange(speaker: str, source: str = "Talk") -> str:
    return f"Q: What did {speaker} say?\n\n{speaker}: This.\n\nSource: {source}"


class TestTags:
    def test_what_had_either_has_the_one_that_stays(self, client: Client, now: datetime) -> None:
        both, one = make_post(tags=["x", "AI", "ML"]), make_post(tags=["ML", "y"])
        make_excerpt(exchange("Mei Tan"))
        assert merging.reach(tag("ML")) == Reach(2, 0)

        merge(tag("ML"), tag("AI"), by=None, now=now)

        assert [[tag.name for tag in post.shown_tags] for post in (both, one)] == [["x", "AI"], ["AI", "y"]]
        assert client.get("/tags/ml/")["Location"] == "/tags/ai/"
        assert b"2" in client.get("/tags/").content

    def test_redirects_lead_straight_to_the_one_that_stays(self, client: Client, now: datetime) -> None:
        make_post(tags=["A", "B", "C"])

        merge(tag("A"), tag("B"), by=None, now=now)
        merge(tag("B"), tag("C"), by=None, now=now)

        assert {address: client.get(address)["Location"] for address in ("/tags/a/", "/tags/b/")} == {
            "/tags/a/": "/tags/c/",
            "/tags/b/": "/tags/c/",
        }

    def test_a_merged_name_still_means_it(self, now: datetime) -> None:
        make_post(tags=["machine learning", "ML"])
        merge(tag("machine learning"), tag("ML"), by=None, now=now)

        post = make_post(tags=["Machine  Learning", "ML"])

        assert [found.name for found in post.shown_tags] == ["ML"]
        assert Tag.objects.count() == 1

    def test_renaming_moves_the_address(self, client: Client, now: datetime) -> None:
        make_post(tags=["AI"])

        merging.rename_tag(tag("AI"), "Machine  Learning", by=None, now=now)

        assert client.get("/tags/ai/")["Location"] == "/tags/machine-learning/"
        assert AuditEntry.objects.latest("pk").detail == "ai → machine-learning"
        again = merging.rename_tag(tag("Machine Learning"), "ai", by=None, now=now)
        assert (again.slug, list(Redirect.objects.values_list("slug", flat=True))) == (
            "ai",
            ["machine-learning"],
        )

    def test_a_name_that_is_taken_is_a_merge(self, now: datetime) -> None:
        make_post(tags=["AI", "ML"])

        with pytest.raises(CannotMerge):
            merging.rename_tag(tag("ML"), "ai", by=None, now=now)


class TestPeople:
    def test_turns_essays_names_and_links_are_one(self, client: Client, now: datetime) -> None:
        ann = make_person("Ann Bee", about="Stays.", links=["https://a.example/"])
        bee = make_person("A. Bee", about="Goes.", links=["https://b.example/", "https://a.example/"])
        library.save_person(bee, aliases=["Annie", "ann bee"], now=now)
        other = make_person("Mei Tan")
        both = make_post(authors=[bee, other, ann])
        quoting = make_post(exchanges=[exchange("A. Bee")])

        merge(bee, ann, by=None, now=now)

        ann.refresh_from_db()
        assert both.author_list == [ann, other]
        assert [turn.label for turn in ann.turns.all()] == ["A. Bee"]
        assert [alias.name for alias in ann.aliases.all()] == ["A. Bee", "Annie"]
        assert (ann.about, ann.links) == ("Stays.", ["https://a.example/", "https://b.example/"])
        assert client.get("/people/a-bee/")["Location"] == "/people/ann-bee/"
        assert "A. Bee" in client.get(quoting.get_absolute_url()).content.decode()

    def test_the_merged_name_means_the_one_that_stays(self, now: datetime) -> None:
        ann = make_person("Ann Bee")
        merge(make_person("Nora Quay"), ann, by=None, now=now)

        excerpt = make_excerpt(exchange("Nora Quay"))

        assert excerpt.turns.get(position=1).person == ann

    def test_an_account_goes_along_and_two_do_not_meet(self, now: datetime) -> None:
        user, other = make_user(name="Ann Bee"), make_user(name="Cy Dee")
        post = make_post(by=user)
        mine, theirs = library.person_of(user), library.person_of(other)

        with pytest.raises(CannotMerge) as why:
            merge(mine, theirs, by=None, now=now)
        assert "Both Ann Bee and Cy Dee sign in." in str(why.value)
        kept = merge(mine, make_person("A. Bee"), by=None, now=now)

        assert (kept.user, post.author_list) == (user, [kept])

    def test_hidden_by_request_stays_hidden(self, now: datetime) -> None:
        assert merge(make_person("A", hidden=True), make_person("B"), by=None, now=now).hidden

    def test_texts_that_wait_and_versions_name_the_one_that_stays(self, now: datetime) -> None:
        bee, ann = make_person("A. Bee"), make_person("Ann Bee")
        post = make_post(authors=[bee, ann])
        text = PostText(title="T", slug=post.slug, body="B.", authors=(bee.pk, ann.pk))
        working_copy.keep(post, text, by=None, now=now)

        merge(bee, ann, by=None, now=now)

        assert WorkingCopy.objects.get().data["authors"] == [ann.pk]
        assert {tuple(revision.data["authors"]) for revision in post.revisions.all()} == {(ann.pk,)}


class TestSources:
    def test_excerpts_and_what_was_lacking_come_over(self, client: Client, now: datetime) -> None:
        post = make_post(slug="t", exchanges=[exchange("Mei Tan", "The talk"), exchange("Ann Bee", "Talk")])
        goes, stays = Source.objects.get(title="The talk"), Source.objects.get(title="Talk")
        goes.url, goes.publisher, goes.archive_urls = "https://x.example/", "X", ["https://old.example/"]
        library.save(goes, now=now)
        stays.publisher = "Y"
        library.save(stays, now=now)

        merge(goes, stays, by=None, now=now)

        stays.refresh_from_db()
        assert set(stays.excerpts.all()) == set(post.excerpts.all())
        assert (stays.publisher, stays.url, stays.archive_urls) == (
            "Y",
            "https://x.example/",
            ["https://old.example/"],
        )
        assert client.get("/sources/the-talk/")["Location"] == "/sources/talk/"
        assert b"The talk" not in client.get("/posts/t/").content
        notes = [excerpt.revisions.values_list("note", flat=True)[0] for excerpt in stays.excerpts.all()]
        assert notes == ["sources merged: The talk → Talk"] * 2

    def test_boxes_that_wait_do_not_bring_it_back(self, now: datetime) -> None:
        post = make_post(exchanges=[exchange("Mei Tan", "The talk")])
        make_excerpt(exchange("Ann Bee", "Talk"))
        working_copy.keep(post, posts.text_of(post), by=None, now=now)

        merge(Source.objects.get(title="The talk"), Source.objects.get(title="Talk"), by=None, now=now)
        posts.update(post, working_copy.text_for(post), by=None, now=now)

        assert [source.title for source in Source.objects.all()] == ["Talk"]

    def test_a_form_opened_before_is_refused_rather_than_undoing_it(self, now: datetime) -> None:
        excerpt = make_excerpt(exchange("Mei Tan", "The talk"))
        make_excerpt(exchange("Ann Bee", "Talk"))
        post = make_post(state="draft", body=f"[[qa: {excerpt.slug}]]")
        opened = posts.text_of(post)

        merge(Source.objects.get(title="The talk"), Source.objects.get(title="Talk"), by=None, now=now)

        with pytest.raises(Refused) as refused:
            posts.save(post, opened, by=None, now=now)
        assert "was changed elsewhere while you wrote" in str(refused.value)


@pytest.mark.parametrize("name", ["tag", "person", "source"])
class TestAny:
    def rows(self, name: str) -> list[Any]:
        if name == "tag":
            return list(make_post(tags=["One", "Other"]).shown_tags)
        if name == "person":
            return [make_person("One"), make_person("Other")]
        return [Source.objects.create(title=title, slug=title.lower()) for title in ("One", "Other")]

    def test_twice_says_that_it_is_done(self, name: str, now: datetime) -> None:
        row, into = self.rows(name)
        merge(row, into, by=None, now=now)

        with pytest.raises(CannotMerge) as why:
            merge(row, into, by=None, now=now)
        assert "no longer there" in str(why.value)

    def test_not_with_itself(self, name: str, now: datetime) -> None:
        row, _into = self.rows(name)

        with pytest.raises(CannotMerge):
            merge(row, row, by=None, now=now)

    def test_is_told_and_moves_the_generation(self, name: str, now: datetime) -> None:
        editor = make_user("editor")
        row, into = self.rows(name)
        before = Generation.current().number

        merge(row, into, by=editor, now=now)

        entry = AuditEntry.objects.latest("pk")
        assert (entry.action, entry.by, entry.number, entry.detail) == (
            Action.MERGED,
            editor,
            into.pk,
            "One → Other",
        )
        assert Generation.current().number == before + 1


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_order_nothing_is_lost_or_doubled(seed: int, now: datetime) -> None:
    chance = random.Random(seed)
    names = ["Ann Bee", "Cy Dee", "Eve Fox", "Gil Hay"]
    people = [make_person(name) for name in names]
    written = [
        make_post(
            authors=chance.sample(people, k=chance.randrange(1, 5)),
            tags=chance.sample(names, k=chance.randrange(1, 5)),
            exchanges=[exchange(chance.choice(names), chance.choice(names))],
        )
        for _ in range(4)
    ]
    texts = [(post.segments, [box.text for box in posts.text_of(post).boxes]) for post in written]

    models: list[Any] = [Tag, Person, Source]
    for model in models:
        rows = list(model.objects.all())
        chance.shuffle(rows)
        while len(rows) > 1:
            merge(rows.pop(), chance.choice(rows), by=None, now=now)

    stays = Person.objects.get()
    assert sorted([stays.name, *(alias.name for alias in stays.aliases.all())]) == names
    for post, (segments, _boxes) in zip(written, texts, strict=True):
        post = Post.objects.get(pk=post.pk)
        assert (post.author_list, len(post.shown_tags), post.segments) == ([stays], 1, segments)
    assert {excerpt.source for excerpt in Excerpt.objects.all()} == {Source.objects.get()}
    for kind, count in (("tag", Tag), ("person", Person), ("source", Source)):
        targets = Redirect.objects.filter(kind=kind).values_list(kind, flat=True)
        assert set(targets) <= {count.objects.get().pk}
