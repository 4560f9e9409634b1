"""Saving a post: what is lifted, what is refused, what is kept."""

from datetime import datetime
from typing import Any

import pytest

from blog.models import Excerpt, Generation, Person, Placement, Post, Revision, Source
from blog.publishing import deleting, posts, release, working_copy
from blog.publishing.text import Box, PostText, Refused, Stale, WrongState
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = pytest.mark.django_db

FENCE = """::: qa
Q: Would you build it again?

Jonas Weld: Smaller.

Source: [The Ledger Hour](https://ledgerhour.example/12), 2024-05
:::"""


def save(now: datetime, post: Post | None = None, **fields: Any) -> Post:
    return posts.save(post, PostText(**{"title": "A title", **fields}), by=None, now=now)


def refusal(now: datetime, **fields: Any) -> dict[str, list[str]]:
    with pytest.raises(Refused) as refused:
        save(now, **fields)
    return refused.value.message_dict


def test_lifts_a_fence_and_leaves_its_place(now: datetime) -> None:
    post = save(now, body=f"Before.\n\n{FENCE}\n\nAfter.")

    assert post.body == "Before.\n\n[[qa: would-you-build-it-again]]\n\nAfter."
    excerpt = Excerpt.objects.get()
    assert [(turn.number, turn.kind, turn.label, turn.text) for turn in excerpt.turn_list] == [
        (1, "question", "Q", "Would you build it again?"),
        (2, "answer", "Jonas Weld", "Smaller."),
    ]
    assert (excerpt.source.title, excerpt.source.url, excerpt.said) == (  # type: ignore[union-attr]
        "The Ledger Hour",
        "https://ledgerhour.example/12",
        "2024-05",
    )
    assert [part.get("excerpt") for part in post.segments] == [None, "would-you-build-it-again", None]


def test_attaches_a_box_at_the_top(now: datetime) -> None:
    post = save(now, body="Words.", boxes=(Box(EXCHANGE),))

    placement = Placement.objects.get()
    assert (placement.post, placement.position, placement.in_body) == (post, 0, False)


def test_a_box_shown_again_changes_nothing(now: datetime) -> None:
    post = save(now, body="Words.", boxes=(Box(EXCHANGE),))
    again = save(
        now, post, **{name: getattr(posts.text_of(post), name) for name in ("body", "boxes", "slug")}
    )

    assert Excerpt.objects.get().version == 1
    assert again.version == 2


def test_a_changed_turn_keeps_its_number_and_its_person(now: datetime) -> None:
    post = save(now, boxes=(Box(EXCHANGE),))
    box = posts.text_of(post).boxes[0]
    person = Person.objects.get(name="Lucía Prado")

    changed = "Q: A new first question?\n\n" + box.text.replace("thirty years", "forty years")
    save(now, post, boxes=(Box(changed, slug=box.slug, version=box.version),))

    turns = Excerpt.objects.get().turn_list
    assert [(turn.number, turn.text[:14]) for turn in turns] == [
        (3, "A new first qu"),
        (1, "What makes a g"),
        (2, "That someone u"),
    ]
    assert turns[2].person == person


def test_knows_a_person_by_name_in_any_case(now: datetime) -> None:
    save(now, boxes=(Box(EXCHANGE),))
    save(now, title="Another", boxes=(Box("Q: And?\n\nLUCÍA PRADO: Yes.\n\nSource: Radio"),))

    assert Person.objects.count() == 1
    assert {turn.label for turn in Person.objects.get().turns.all()} == {"Lucía Prado", "LUCÍA PRADO"}


@pytest.mark.parametrize("label", ["L. Prado", "Prado", "PRADO"])
def test_leaves_a_nearly_known_name_to_the_author(now: datetime, label: str) -> None:
    save(now, boxes=(Box(EXCHANGE),))
    post = save(now, title="Another", boxes=(Box(f"Q: And?\n\n{label}: Yes.\n\nSource: Radio"),))

    assert Person.objects.count() == 1
    assert post.excerpts.get().turn_list[1].person is None


def test_a_source_is_one_row_however_often_it_is_quoted(now: datetime) -> None:
    save(now, boxes=(Box(EXCHANGE),))
    save(now, title="Another", boxes=(Box(EXCHANGE.replace("thirty", "twenty")),))

    assert Source.objects.count() == 1
    assert Excerpt.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"body": "One.\n\n[[qa: nothing-here]]"}, "body", "[[qa: nothing-here]] names no excerpt"),
        ({"body": "One.\n\n::: qa\nno turns here\n:::"}, "body", "Line 4"),
        ({"body": "One.\n\n::: qa\nQ: Never closed?"}, "body", "Line 3"),
        ({"body": "> [[qa: quoted]]"}, "body", "must stand alone on its line"),
        ({"body": "word " * 60_000}, "body", "at most 256 KB"),
        ({"body": "One.\nTwo\0."}, "body", "Line 2 holds a NUL"),
        ({"slug": "Not A Slug"}, "slug", "not-a-slug"),
        ({"title": "x" * 301}, "title", "300"),
        ({"language": "in English"}, "language", "no language tag"),
        (
            {"boxes": (Box(f"Q: Who?\n\nAnn Bee: I.\n\nSource: [x](https://a.example/{'x' * 2000})"),)},
            "boxes",
            "longer than 2000",
        ),
        ({"boxes": (Box(""), Box("Q: Who?\n\nAnn\0: I."))}, "boxes", "Transcript 2, line 3 holds a NUL"),
        ({"boxes": (Box("just some words, nobody speaks"),)}, "boxes", "Transcript 1"),
        (
            {"boxes": (Box("Q: Who?\n\nAnn Bee: I.\n\nSource: [x](javascript:alert)"),)},
            "boxes",
            "no web address",
        ),
    ],
)
def test_says_what_is_wrong_and_saves_nothing(
    now: datetime, fields: dict[str, Any], field: str, says: str
) -> None:
    assert says in "\n".join(refusal(now, **fields)[field])
    assert not Post.objects.exists()
    assert not Excerpt.objects.exists()
    assert not Person.objects.exists()


def test_one_broken_box_takes_nothing_of_the_others(now: datetime) -> None:
    refusal(now, body=FENCE, boxes=(Box(EXCHANGE), Box("nobody speaks")))

    assert not Excerpt.objects.exists()
    assert not Source.objects.exists()


def test_a_taken_address_is_refused_without_naming_the_other(now: datetime) -> None:
    make_post(title="Secret plans", slug="plans", state="draft")

    messages = refusal(now, slug="plans")["slug"]

    assert messages == ["This address is taken. “plans-2” is free."]


def test_a_title_taken_twice_gets_a_numbered_address(now: datetime) -> None:
    assert [save(now, title="Same").slug for _ in range(3)] == ["same", "same-2", "same-3"]


def test_an_untitled_draft_gets_its_address_with_its_title(now: datetime) -> None:
    post = save(now, title="")
    assert post.slug.startswith("post-")

    assert save(now, post, title="Now it has one").slug == "now-it-has-one"


def test_a_stale_save_is_refused(now: datetime) -> None:
    post = save(now)
    save(now, post, body="Theirs.")

    with pytest.raises(Stale):
        posts.save(post, PostText(title="A title", body="Mine."), by=None, now=now, base_version=1)

    post.refresh_from_db()
    assert post.body == "Theirs."


def test_a_released_post_is_not_saved_over(now: datetime) -> None:
    post = make_post(body="Shown.")

    with pytest.raises(WrongState):
        save(now, post, body="Overwritten.")


def test_edits_to_a_released_post_wait_unseen(now: datetime) -> None:
    post = make_post(title="Shown", body="Shown.")
    generation = Generation.current().number

    working_copy.keep(post, PostText(title="Waiting", body=f"Waiting.\n\n{FENCE}"), by=None, now=now)

    post.refresh_from_db()
    assert (post.title, post.body) == ("Shown", "Shown.")
    assert working_copy.text_for(post).title == "Waiting"
    assert not Excerpt.objects.exists()
    assert Generation.current().number == generation


def test_an_update_shows_them_and_is_dated(now: datetime) -> None:
    post = make_post(title="Shown", body="Shown.")
    working_copy.keep(post, PostText(title="Waiting", body="New."), by=None, now=now)

    post = posts.update(post, working_copy.text_for(post), by=None, now=now)

    assert (post.title, post.plain_text.strip(), post.modified_at) == ("Waiting", "New.", now)
    assert working_copy.text_for(post) == posts.text_of(post)


def test_an_update_leaves_something_to_read(now: datetime) -> None:
    post = make_post(body="Shown.")

    with pytest.raises(Refused, match="needs some text"):
        posts.update(post, PostText(title="Shown", body=" "), by=None, now=now)

    post.refresh_from_db()
    assert (post.body, post.version) == ("Shown.", 2)


def test_another_essays_excerpt_is_not_changed_from_here(now: datetime) -> None:
    shown = make_post(exchanges=[EXCHANGE])
    slug = shown.excerpts.get().slug

    messages = refusal(now, boxes=(Box(EXCHANGE.replace("thirty", "ninety"), slug=slug),))["boxes"]

    assert "stands in another essay" in messages[0]
    assert "thirty" in Excerpt.objects.get().turn_list[1].text


@pytest.mark.parametrize(("choice", "rows"), [("keep", 1), ("copy", 2)])
def test_a_conflict_is_settled_either_way(now: datetime, choice: str, rows: int) -> None:
    shown = make_post(exchanges=[EXCHANGE])
    slug = shown.excerpts.get().slug

    save(now, boxes=(Box(EXCHANGE.replace("thirty", "ninety"), slug=slug, on_conflict=choice),))  # type: ignore[arg-type]

    assert Excerpt.objects.count() == rows
    assert "thirty" in Excerpt.objects.get(slug=slug).turn_list[1].text


def test_an_author_cannot_find_out_what_another_drafts(now: datetime) -> None:
    hidden = make_excerpt(by=make_user())
    author = make_user()

    with pytest.raises(Refused) as refused:
        posts.save(None, PostText(title="Mine", body=f"[[qa: {hidden.slug}]]"), by=author, now=now)

    assert "names no excerpt" in str(refused.value)


def test_writes_a_revision_each_time(now: datetime) -> None:
    post = save(now, body="One.")
    save(now, post, body="Two.")

    assert [(r.version, r.data["body"]) for r in Revision.objects.filter(post=post)] == [
        (2, "Two."),
        (1, "One."),
    ]


def test_a_draft_may_be_deleted_with_what_only_it_used(now: datetime) -> None:
    kept = make_post(exchanges=[EXCHANGE])
    draft = save(now, title="Draft", body=f"{FENCE}\n\n[[qa: {kept.excerpts.get().slug}]]")

    deleting.delete(draft, by=None, now=now)

    assert [e.slug for e in Excerpt.objects.all()] == [kept.excerpts.get().slug]
    with pytest.raises(WrongState):
        deleting.delete(kept, by=None, now=now)


def test_the_author_is_whoever_saves_it_first(now: datetime) -> None:
    user = make_user(name="Maren Quill")

    post = posts.save(None, PostText(title="Mine"), by=user, now=now)

    assert [person.name for person in post.author_list] == ["Maren Quill"]
    assert post.author_list[0].user == user


def test_saving_a_draft_ends_the_edits_kept_before_undo(now: datetime) -> None:
    post = make_post(state="scheduled", now=now)
    working_copy.keep(post, PostText(title="Waiting"), by=None, now=now)
    post = release.undo(post, by=None, now=now)

    post = save(now, post, title="Final")

    assert working_copy.text_for(post).title == "Final"
