"""What the desk shows of an essay while it is written: the page, the facts, the cards. Nothing is made."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from lxml import html

from blog.models import Generation, Post, Source
from tests.admin.page import Fields, fields, signed_in
from tests.factories import EXCHANGE, NOW, make_post, make_snapshot

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/post/add/"


def rows() -> dict[str, int]:
    models = [*apps.get_app_config("blog").get_models(), *apps.get_app_config("admin").get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


def look(client: Client, address: str = ADD, **typed: Any) -> dict[str, Any]:
    """The answer to a look at what was typed into the form at `address`."""
    sent: Fields = {**fields(client.get(address)), "as": "page", **typed}
    answer = client.post(f"{address.removesuffix('change/')}look/", sent)
    assert answer.status_code == 200
    said: dict[str, Any] = answer.json()
    return said


def strip(said: dict[str, Any]) -> list[str]:
    parts = html.fromstring(f"<div>{said['strip']}</div>").xpath("span")
    return [" ".join(str(part.text_content()).split()) for part in parts]


def test_shows_the_page_that_publishing_would_and_makes_nothing() -> None:
    client = signed_in("author")
    client.get(ADD)
    before, generation = rows(), Generation.current().number
    typed = {"title": "A title", "body": "Some words.", "tags": "new", "boxes-0-text": EXCHANGE}

    said = look(client, **typed)

    page = html.fromstring(said["page"])
    assert [heading.text for heading in page.iter("h1")] == ["A title"]
    assert "What makes a good archive?" in page.text_content()
    assert page.xpath("//base/@target") == ["_blank"]
    assert (rows(), Generation.current().number) == (before, generation)


def test_counts_itself_as_the_page_will() -> None:
    box = {"boxes-0-text": "Q: Why?\n\nAnn Bee: Because."}

    said = look(signed_in("author"), title="T", body="B.", planned_at="tomorrow 9", **box)

    assert "quoted in 1 essay" in " ".join(html.fromstring(said["page"]).text_content().split())


@pytest.mark.parametrize("when", ["tomorrow 9", "2026-02-28"])
def test_is_not_what_comes_before_or_after_itself(when: str) -> None:
    make_post("The only other", published_at=NOW - timedelta(days=9))

    said = look(signed_in("author"), title="T", body="B.", planned_at=when)

    assert html.fromstring(said["page"]).xpath("//nav[@aria-label='By date']//a/@href") == [
        "/posts/the-only-other/"
    ]


@pytest.mark.parametrize(("way", "shown"), [("card", "What makes"), ("feed", "Some words."), ("", None)])
def test_shows_it_in_other_ways_or_only_the_facts(way: str, shown: str | None) -> None:
    said = look(
        signed_in("author"), **{"title": "T", "body": "Some words.", "boxes-0-text": EXCHANGE, "as": way}
    )

    assert (said["page"] is None) == (shown is None)
    assert shown is None or shown in said["page"]


def test_says_what_an_editor_would() -> None:
    box = "Q: Why TK?\n\nAnn Bee: Because.\n\nSource: A hearing"

    said = look(signed_in("author"), title="T", body="It is TK words. TK.", **{"boxes-0-text": box})

    assert strip(said) == [
        "5 words, 1 minute",
        "38 % quoted",
        "! “TK” still stands in it 2 times",
        "✓ Speaker matched",
        "✓ Source named",
        "! A source has no link yet",
        "! An exchange is not checked",
        "! No summary: the first sentences stand in",
    ]


@pytest.mark.parametrize(
    ("answer", "note"),
    [("Because.", "✓ Wording checked"), ("Because of it.", "! A quotation is not as its source has it")],
)
def test_says_how_a_quotation_stands_to_its_source_before_it_is_saved(answer: str, note: str) -> None:
    source = Source.objects.create(title="A hearing", slug="a-hearing")
    make_snapshot(source, "Q: Why?\n\nAnn Bee: Because.")
    box = f"Q: Why?\n\nAnn Bee: {answer}\n\nSource: A hearing"

    said = look(signed_in("author"), title="T", body="It is.", **{"boxes-0-text": box})

    assert note in strip(said)


def test_shows_it_though_a_field_is_wrong() -> None:
    """As that field last was right; what is wrong stands in the strip."""
    post = make_post("As it was", slug="as-it-was", state="draft")

    said = look(
        signed_in("owner"),
        f"/admin/blog/post/{post.pk}/change/",
        title="New",
        planned_at="Someday",
        body="B.",
    )

    assert "B." in said["page"]
    assert [part[0] for part in strip(said)[:3]].count("✗") == 1


LOST = "A note[^1].\n\n[^2]: Nobody calls it.\n\n[A link](example.org/x)."
REMARKS = [
    "[^1] has no note. Write one: [^1]: …",
    "The link to “example.org/x” leads nowhere. Begin it with https://, /, # or mailto:.",
    "The note [^2] is not called anywhere, so readers do not get it. Write [^2] where it belongs.",
]


def test_says_what_readers_would_not_get() -> None:
    said = look(signed_in("author"), title="T", body=LOST, summary="S.")

    assert sorted(strip(said)[1:]) == sorted(f"! {remark}" for remark in REMARKS)


def test_and_so_does_saving_where_there_is_no_script() -> None:
    client = signed_in("author")
    typed = {"title": "T", "body": LOST, "_save": "1"}

    page = client.post(ADD, {**fields(client.get(ADD)), **typed}, follow=True)

    told = html.fromstring(page.content).xpath("//*[contains(@class, 'messagelist')]/li")
    assert sorted(line.text_content().strip() for line in told[1:]) == sorted(REMARKS)


def test_but_not_where_edits_only_wait() -> None:
    post = make_post(body=LOST)
    client = signed_in("editor")
    address = f"/admin/blog/post/{post.pk}/change/"
    typed = {**fields(client.get(address)), "body": "Mended.", "_save": "1"}

    page = client.post(address, typed, follow=True)

    told = html.fromstring(page.content).xpath("//*[contains(@class, 'messagelist')]/li")
    assert [line.text_content().strip() for line in told] == ["Kept. Readers do not see these edits."]


def test_names_the_first_of_many() -> None:
    body = "".join(f"A[^{number}] " for number in range(1_000))

    said = look(signed_in("author"), title="T", body=body, summary="S.")

    first = [f"! [^{number}] has no note. Write one: [^{number}]: …" for number in range(3)]
    assert strip(said)[1:] == [*first, "! There is more like that."]


def test_says_what_publishing_waits_for() -> None:
    assert strip(look(signed_in("author"))) == [
        "0 words, 1 minute",
        "! A title is missing",
        "! There is no text yet",
    ]


def test_says_what_is_wrong_and_shows_no_page() -> None:
    said = look(
        signed_in("author"), title="T", body="[[qa: nothing-like-it]]", planned_at="the day after never"
    )

    assert said["page"] is None
    assert [part for part in strip(said) if part.startswith("✗")] != []


def test_names_no_excerpt_that_is_not_there() -> None:
    said = look(signed_in("author"), title="T", body="[[qa: nothing-like-it]]")

    assert said["page"] is None
    assert "[[qa: nothing-like-it]] names no excerpt" in strip(said)[0]


def test_each_exchange_is_a_card_or_says_what_is_wrong_with_it() -> None:
    said = look(signed_in("author"), **{"boxes-0-text": EXCHANGE, "boxes-1-text": "::: qa\nnothing\n"})

    first, second = (html.fromstring(f"<div>{card}</div>") for card in said["cards"])
    assert [who.text for who in first.xpath("//p/b")] == ["Q", "Lucía Prado"]
    assert len(second.xpath('//p[@class="fault"]')) == 1


def test_looks_at_edits_of_a_published_essay() -> None:
    post = make_post("Shown", body="Shown words.")
    client = signed_in("editor")

    said = look(client, f"/admin/blog/post/{post.pk}/change/", title="", body="Other words.")

    page = html.fromstring(said["page"])
    assert ([heading.text for heading in page.iter("h1")], "Other words." in page.text_content()) == (
        ["Untitled"],
        True,
    )
    assert Post.objects.get().body == "Shown words."


def test_a_date_ahead_means_scheduling() -> None:
    client = signed_in("editor")

    assert [
        look(client, title="T", planned_at=when)["ahead"] for when in ("tomorrow 9", "2020-01-01", "")
    ] == [
        True,
        False,
        False,
    ]


def test_another_authors_essay_is_not_looked_at() -> None:
    post = make_post(state="draft")

    assert signed_in("author").post(f"/admin/blog/post/{post.pk}/look/", {}).status_code == 403


def test_who_is_signed_out_is_told_so_in_json() -> None:
    answer = Client().post(f"{ADD}look/", {}, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


@pytest.mark.parametrize("count", [1, 3])
def test_costs_nine_queries_at_most_for_each_excerpt(count: int, django_assert_max_num_queries: Any) -> None:
    exchanges = [f"Q: Number {n}?\n\nAnn Bee: Yes." for n in range(count)]
    post = make_post("T", state="draft", exchanges=exchanges)
    client = signed_in("editor")
    address = f"/admin/blog/post/{post.pk}/change/"
    sent = {**fields(client.get(address)), "as": "page"}

    with django_assert_max_num_queries(78 + 17 * count):
        client.post(address.replace("change", "look"), sent)
