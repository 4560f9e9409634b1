"""`add_post`: a file becomes an essay, once, whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from blog.models import Excerpt, Person, Post, SiteIdentity, Source
from blog.publishing import posts, working_copy
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db

ESSAY = """---
title: A receipt for every sentence
slug: receipts
date: 2026-01-05
tags: [method, C++]
summary: Sentences travel without slips.
authors: [Maren Quill]
---
Every number has a slip.

::: qa
Q: Would you build it again?

Jonas Weld: Smaller.

Source: [The Ledger Hour](https://ledgerhour.example/12), 2024-05-03
:::

So much for that.

::: qa shipped
Host: And ship it?

Jonas Weld: In a week.
:::
"""

RAW = """I am Maren Quill. I write about archives.
Posted on 2025-02-01 :: Tags: ai, open-weights

Q: Would you release it?

Jonas Weld: yes, we are discussing.

Source: Panel at Quay Hall

It is interesting that he said so.

Regardless, it was said.
"""


@pytest.fixture
def add(tmp_path: Path) -> Any:
    def run(text: str | bytes, *options: str) -> str:
        file = tmp_path / "essay.md"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        out = StringIO()
        call_command("add_post", str(file), *options, stdout=out, stderr=out)
        return out.getvalue()

    return run


def rows() -> tuple[int, int, int, int]:
    return Post.objects.count(), Excerpt.objects.count(), Person.objects.count(), Source.objects.count()


def test_reads_front_matter_and_fences(add: Any) -> None:
    add(ESSAY, "--publish")

    post = Post.objects.get()
    assert (post.title, post.slug, post.summary) == (
        "A receipt for every sentence",
        "receipts",
        "Sentences travel without slips.",
    )
    assert [tag.name for tag in post.shown_tags] == ["method", "C++"]
    assert [person.name for person in post.author_list] == ["Maren Quill"]
    assert post.published_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert post.body.split("\n\n") == [
        "Every number has a slip.",
        "[[qa: would-you-build-it-again]]",
        "So much for that.",
        "[[qa: shipped]]",
    ]


def test_twice_nothing_doubles(add: Any) -> None:
    add(ESSAY, "--publish")
    once = rows()
    numbers = list(Excerpt.objects.values_list("slug", "turns__number", "version"))

    add(ESSAY, "--publish")

    assert rows() == once
    assert list(Excerpt.objects.values_list("slug", "turns__number", "version")) == numbers


def test_a_changed_exchange_is_matched_by_its_place(add: Any) -> None:
    add(ESSAY, "--publish")

    add(ESSAY.replace("Would you build it again?", "Would you ever build it again?"), "--publish")

    assert Excerpt.objects.count() == 2
    assert Excerpt.objects.get(slug="would-you-build-it-again").question == "Would you ever build it again?"


def test_toml_is_read_too(add: Any) -> None:
    add('+++\ntitle = "From TOML"\ndate = 2025-03-04\ntags = ["a"]\nstate = "published"\n+++\nWords.')

    post = Post.objects.get()
    assert (post.title, post.state, post.published_at) == (
        "From TOML",
        "published",
        datetime(2025, 3, 4, tzinfo=UTC),
    )


def test_a_date_is_midnight_in_the_sites_zone(add: Any) -> None:
    SiteIdentity(pk=1, zone="Asia/Singapore").save()

    add("---\ntitle: T\ndate: 2025-02-01\n---\nWords.", "--publish")

    assert Post.objects.get().published_at == datetime(2025, 1, 31, 16, tzinfo=UTC)


def test_no_state_is_a_draft(add: Any) -> None:
    assert add("# A heading\n\nWords.").startswith("draft: A heading — ")
    assert Post.objects.get().body == "Words."


def test_a_date_ahead_schedules(add: Any) -> None:
    add("---\ntitle: T\ndate: 2999-01-01\n---\nWords.", "--publish")

    assert Post.objects.get().state == "scheduled"


def test_in_review_is_kept(add: Any) -> None:
    add("---\ntitle: T\nstate: in review\n---\nWords.")

    assert Post.objects.get().state == "in review"


def test_a_raw_exchange_at_the_top_is_lifted(add: Any) -> None:
    add(f"---\ntitle: The wrong side\n---\n{RAW}", "--publish")
    once = rows()
    add(f"---\ntitle: The wrong side\n---\n{RAW}", "--publish")

    post = Post.objects.get()
    assert rows() == once == (1, 1, 1, 1)
    assert post.body == "It is interesting that he said so.\n\nRegardless, it was said."
    assert [tag.name for tag in post.shown_tags] == ["ai", "open-weights"]
    assert not post.placements.get().in_body


def test_a_raw_exchange_elsewhere_stays_prose_and_is_told(add: Any) -> None:
    said = add(f"# T\n\nFirst some prose.\n\n{RAW.partition('open-weights')[2]}")

    assert "left as prose" in said
    assert not Excerpt.objects.exists()


def test_edits_to_a_published_essay_wait_for_publish(add: Any) -> None:
    add("# T\n\nShown.", "--publish")

    said = add("# T\n\nWaiting.")

    post = Post.objects.get()
    assert "wait, unseen" in said
    assert post.body == "Shown."
    assert working_copy.text_for(post).body == "Waiting."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Just words.", "There is no title"),
        ("---\ntitle: T\ndate: next Tuesday\n---\nW", "“next Tuesday” is not a date"),
        ("---\ntitle: T\nstate: live\n---\nW", "“live” is no state"),
        ("---\ntitle: T\nW", "not closed"),
        ("---\ntitle: [T\n---\nW", "not YAML, line 2"),
        ("+++\ntitle = \n+++\nW", "not TOML"),
        ("---\ntitle: T\ntags: {a: b}\n---\nW", "must be a list"),
        ("---\n- a\n---\nW", "no list of names and values"),
        ("---\ntitle: T\nslug: Not One\n---\nW", "slug: Use small letters"),
        ("# T\n\n[[qa: nowhere]]", "names no excerpt"),
        ("# T\n\n::: qa\nnothing said\n:::", "body: Line 2"),
        ("# T\n\nOne\0", "NUL"),
        (b"# T\n\n\xff", "look at byte 6"),
        ('---\ntitle: T\nslug: "a\\0"\n---\nW', "slug: "),
        ('---\ntitle: T\nauthors: ["Ann\\0Bee"]\n---\nW', "authors: An author's name holds a NUL"),
        ('---\ntitle: T\nauthors: ["Ann\\ud800"]\n---\nW', "authors: An author's name holds a NUL"),
        (f"---\ntitle: T\nauthors: [{'Ann ' * 50}]\n---\nW", "longer than 120 characters"),
        (f"---\ntitle: T\nx: {'[' * 9000}\n---\nW", "nested too deeply"),
        (f"+++\ntitle = 'T'\nx = {'[' * 9000}\n+++\nW", "front matter"),
        (
            "---\ntitle: T\ndate: 0001-01-01\n---\nW",
            "The year of a date lies between 1001 and 9998",
        ),
        ("---\ntitle: T\ndate: 9999-12-31T23:59:59Z\n---\nW", "The year of a date"),
        ("# T\n\n" + "words " * 50_000, "at most 256 KB"),
    ],
)
def test_says_what_is_wrong_and_saves_nothing(add: Any, text: str | bytes, says: str) -> None:
    with pytest.raises(CommandError) as error:
        add(text, "--publish")

    assert says in str(error.value)
    assert rows() == (0, 0, 0, 0)


def test_a_missing_file_is_told(db: None) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("add_post", "/nowhere/essay.md")


def test_unknown_front_matter_is_told(add: Any) -> None:
    assert "Not read: draft, layout." in add("---\ntitle: T\nlayout: post\ndraft: false\n---\nW")


SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_e1d2c189efecef30.txt"


@pytest.mark.parametrize("text", [SEED.read_text() if SEED.exists() else RAW])
def test_the_essay_it_all_began_with(add: Any, text: str) -> None:
    add(f"---\ntitle: On the wrong side\ntags: [ai, openai, open-weights]\n---\n{text}", "--publish")

    post = Post.objects.get()
    turns = post.excerpts.get().turn_list
    assert [turn.kind for turn in turns] == ["question", "answer"]
    assert post.body.startswith("It is interesting that")
    assert [tag.name for tag in post.shown_tags] == ["ai", "openai", "open-weights"]


def test_words_in_yaml_are_what_they_say(add: Any) -> None:
    add("---\ntitle: 007\ntags: [no, 12:30, 1_000, ~]\nsummary: yes\nlanguage: no\n---\nW")

    post = Post.objects.get()
    assert (post.title, post.slug, post.summary, post.language) == ("007", "007", "yes", "no")
    assert [tag.name for tag in post.shown_tags] == ["no", "12:30", "1_000"]


def test_a_date_with_its_offset_is_read(add: Any) -> None:
    add("---\ntitle: T\ndate: 2025-01-31 09:30:00 +0800\n---\nW", "--publish")

    assert Post.objects.get().published_at == datetime(2025, 1, 31, 1, 30, tzinfo=UTC)


def test_a_schedule_without_a_date_is_not_shown_at_once(add: Any) -> None:
    with pytest.raises(CommandError, match="A scheduled essay needs a date"):
        add("---\ntitle: T\nstate: scheduled\n---\nW")

    assert not Post.objects.exists()


def test_a_name_that_folds_long_is_one_person(add: Any) -> None:
    text = f"---\ntitle: T\nauthors: [{chr(0xFDFA) * 100}]\n---\nW"

    add(text)
    add(text)

    assert Person.objects.count() == 1


def test_authors_a_file_does_not_name_stay(add: Any) -> None:
    make_user("owner")
    add("# T\n\nOne.")
    assert [person.user.role for person in Post.objects.get().author_list] == ["owner"]  # type: ignore[union-attr]
    post = Post.objects.get()
    other = make_person("Mei Tan")
    posts.save(post, replace(posts.text_of(post), authors=(other.pk,)), by=None, now=post.saved_at)

    add("# T\n\nTwo.")

    assert Post.objects.get().author_list == [other]
