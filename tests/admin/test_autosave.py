"""What the desk's scripts send while an essay is written, and what they go on from: nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from blog.models import Post, WorkingCopy
from blog.publishing import working_copy
from tests.admin.page import fields, signed_in
from tests.factories import EXCHANGE, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/post/add/"


@pytest.fixture
def desk() -> Client:
    return signed_in("editor")


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    return client.post(address, typed, headers={"Accept": "application/json"})


def test_saving_edits_to_a_published_essay_gives_back_those_edits(desk: Client) -> None:
    post = make_post("T", body="Shown.", state="published")
    change = f"/admin/blog/post/{post.pk}/change/"
    typed = {**fields(desk.get(change)), "body": "Typed."}

    answer = send(desk, change, {**typed, "_keep": "1", "_stay": "1"}).json()

    assert (answer["body"], answer["version"]) == ("Typed.", post.version + 1)
    again = {**typed, "body": "Typed on.", "base_version": answer["version"]}
    assert send(desk, f"/admin/blog/post/{post.pk}/autosave/", again).status_code == 200


def test_a_new_essay_whose_answers_are_lost_is_begun_once_and_follows(desk: Client) -> None:
    typed = fields(desk.get(ADD))

    for body in ("One", "One two", "One two three"):
        assert send(desk, f"{ADD}autosave/", {**typed, "body": body}).status_code == 200

    assert working_copy.text_for(Post.objects.get()).body == "One two three"


def test_what_someone_went_on_with_is_left_alone_and_another_essay_begun(desk: Client) -> None:
    typed = fields(desk.get(ADD))
    send(desk, f"{ADD}autosave/", {**typed, "body": "Mine"})
    begun = Post.objects.get()
    there = f"/admin/blog/post/{begun.pk}"
    send(desk, f"{there}/autosave/", {**fields(desk.get(f"{there}/change/")), "body": "Other tab"})

    answer = send(desk, f"{ADD}autosave/", {**typed, "body": "Mine on"})

    assert answer.json()["address"] != f"{there}/change/"
    kept = {copy.post_id: copy.data["body"] for copy in WorkingCopy.objects.all()}
    assert kept[begun.pk] == "Other tab"
    assert sorted(kept.values()) == ["Mine on", "Other tab"]


def test_the_paste_of_an_exchange_comes_back_with_it(desk: Client) -> None:
    box = {"boxes-0-text": EXCHANGE, "boxes-0-slug": "wished", "boxes-0-raw": f"As pasted\n\n{EXCHANGE}"}
    answer = send(desk, f"{ADD}autosave/", {**fields(desk.get(ADD)), **box})

    opened = fields(desk.get(answer.json()["address"]))

    assert {name: opened[name] for name in box} == box


def test_a_line_places_the_first_of_two_exchanges_that_wish_for_its_name(desk: Client) -> None:
    boxes = {
        f"boxes-{number}-{name}": value
        for number, label in enumerate(("Ann Bee", "Bob Cee"))
        for name, value in (("text", f"Q: Why?\n\n{label}: So."), ("slug", "why"), ("raw", "Pasted"))
    }
    typed = {**fields(desk.get(ADD)), **boxes, "title": "T", "body": "Here:\n\n[[qa: why]]"}

    answer = send(desk, ADD, {**typed, "_save": "1", "_stay": "1"}).json()

    assert (answer["body"], [box["slug"] for box in answer["boxes"]]) == (typed["body"], ["why", "why-2"])


def test_an_exchange_with_a_sign_no_database_keeps_is_kept_but_for_that(desk: Client) -> None:
    typed = {**fields(desk.get(ADD)), "boxes-0-text": "Q: Wh\0y?\n\nAnn Bee: So."}

    answer = send(desk, f"{ADD}autosave/", typed).json()

    assert answer["errors"] == ["Line 1 holds a NUL character, which cannot be kept. Remove it."]
    (box,) = WorkingCopy.objects.get().data["boxes"]
    assert box["text"] == "Q: Wh\N{REPLACEMENT CHARACTER}y?\n\nAnn Bee: So."


def test_a_page_whose_answer_is_lost_goes_on_from_its_own_save(desk: Client) -> None:
    post = make_post("T", body="One", state="draft")
    there = f"/admin/blog/post/{post.pk}"
    typed = fields(desk.get(f"{there}/change/"))

    lost = send(desk, f"{there}/autosave/", {**typed, "body": "One two", "sent_at": "10"})
    again = send(desk, f"{there}/autosave/", {**typed, "body": "One two three", "sent_at": "20"})
    saved = send(
        desk, f"{there}/change/", {**typed, "body": "One two three four", "_save": "1", "sent_at": "30"}
    )

    assert [answer.status_code for answer in (lost, again, saved)] == [200, 200, 200]
    assert Post.objects.get().body == "One two three four"


def test_what_was_under_way_longer_than_a_later_save_of_its_page_does_not_replace_it(desk: Client) -> None:
    post = make_post("T", body="One", state="draft")
    there = f"/admin/blog/post/{post.pk}"
    typed = fields(desk.get(f"{there}/change/"))

    send(desk, f"{there}/autosave/", {**typed, "body": "Later", "sent_at": "20"})

    earlier = send(desk, f"{there}/autosave/", {**typed, "body": "Earlier", "sent_at": "10"})
    assert (earlier.status_code, working_copy.text_for(post).body) == (409, "Later")


def test_a_page_whose_answer_is_lost_hears_of_who_went_on_since(desk: Client) -> None:
    post = make_post("T", body="One", state="draft")
    there = f"/admin/blog/post/{post.pk}"
    typed, other = fields(desk.get(f"{there}/change/")), fields(desk.get(f"{there}/change/"))

    first = send(desk, f"{there}/autosave/", {**typed, "body": "Mine", "sent_at": "10"}).json()
    send(
        desk,
        f"{there}/autosave/",
        {**other, "body": "Theirs", "base_version": first["version"], "sent_at": "11"},
    )

    answer = send(desk, f"{there}/autosave/", {**typed, "body": "Mine on", "sent_at": "20"})
    assert (answer.status_code, working_copy.text_for(post).body) == (409, "Theirs")


def test_two_pages_with_the_same_words_agree(desk: Client) -> None:
    post = make_post("T", body="One", state="draft")
    there = f"/admin/blog/post/{post.pk}"
    pages = [fields(desk.get(f"{there}/change/")) for _ in range(2)]

    answers = [send(desk, f"{there}/autosave/", {**typed, "body": "Both"}) for typed in pages]

    assert [answer.json().get("version") for answer in answers] == [post.version + 1] * 2


def test_a_first_save_whose_answer_is_lost_makes_no_second_essay(desk: Client) -> None:
    typed = {**fields(desk.get(ADD)), "title": "T", "_save": "1", "_stay": "1"}

    for body, sent_at in (("One", "10"), ("One two", "20")):
        assert send(desk, ADD, {**typed, "body": body, "sent_at": sent_at}).status_code == 200

    assert Post.objects.get().body == "One two"


def test_a_page_that_names_itself_not_is_taken_for_no_other(desk: Client) -> None:
    typed = {name: value for name, value in fields(desk.get(ADD)).items() if name != "form_id"}
    for body in ("One", "Two"):
        assert send(desk, f"{ADD}autosave/", {**typed, "body": body}).status_code == 200

    assert sorted(copy.data["body"] for copy in WorkingCopy.objects.all()) == ["One", "Two"]
    assert fields(desk.get(ADD))["body"] == ""
