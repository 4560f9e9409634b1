"""`/sources/` and `/sources/<slug>/`: where exchanges took place, and what is quoted from there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from blog.models import Source
from blog.models.redirect import remember
from blog.models.source import Kind
from tests.blog.reading import Page
from tests.factories import COUNTS, EXCHANGE, NOW, make_excerpt, make_post, make_posts, make_snapshot

pytestmark = pytest.mark.every_engine

PANEL = "Host: Why?\n\nMei Tan: So.\n\nSource: [Panel: Small Servers](https://quayhall.example/2), 2024-06-08"


def read(client: Client, address: str) -> Page:
    return Page(client.get(address))


def test_lists_sources_with_what_is_known_and_how_often_they_are_quoted(client: Client) -> None:
    make_post(exchanges=[PANEL, PANEL.replace("Why", "How"), "Q: Else?\n\nMei Tan: No.\n\nSource: Almanac"])
    Source.objects.filter(title="Panel: Small Servers").update(kind=Kind.PANEL, publisher="Quay Hall")

    page = read(client, "/sources/")

    assert page.texts("section.index li") == [
        "Almanac 1 excerpt",
        "8 Jun 2024 Panel: Small Servers Panel :: Quay Hall :: 2 excerpts",
    ]
    assert page.links("section.index h3 a") == ["/sources/almanac/", "/sources/panel-small-servers/"]


def test_counts_and_shows_only_what_a_stranger_may_read(client: Client) -> None:
    make_post("Seen", exchanges=[PANEL])
    for state in ("draft", "in review", "scheduled", "withdrawn"):
        make_post(f"Canary {state}", state=state, exchanges=[PANEL.replace("Why", f"Canary {state}")])
        make_post(state=state, exchanges=[f"Q: Else?\n\nMei Tan: No.\n\nSource: Canary {state}"])
    make_excerpt(PANEL.replace("Why", "Canary inbox"))

    listed, page = read(client, "/sources/"), read(client, "/sources/panel-small-servers/")

    assert listed.texts("section.index li") == ["8 Jun 2024 Panel: Small Servers 1 excerpt"]
    assert page.texts("h3") == ["Why?", "Seen"]
    assert "Canary" not in page.root.text_content()


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "withdrawn"])
def test_a_source_of_something_hidden_is_unknown(client: Client, state: str) -> None:
    make_post(state=state, exchanges=[PANEL])

    assert client.get("/sources/panel-small-servers/").status_code == 404
    assert read(client, "/sources/").texts("h3") == []


def test_tells_what_is_known_of_it(client: Client) -> None:
    make_post(exchanges=[PANEL])
    Source.objects.update(
        kind=Kind.PANEL,
        publisher="Quay Hall",
        participants="Mei Tan, Jonas Weld",
        published="2024-07",
        accessed=date(2026, 1, 10),
        archive_urls=["https://archive.example/1", "javascript:alert(1)"],
    )

    page = read(client, "/sources/panel-small-servers/")

    assert (
        page.text("header.head p.sm") == "Panel :: Quay Hall :: 8 June 2024 :: quoted in 1 exchange :: Feed"
    )
    assert page.texts("dl.facts dt") == ["Taking part", "Published", "Original", "Copies"]
    assert page.texts("dl.facts dd") == [
        "Mei Tan, Jonas Weld",
        "July 2024",
        "quayhall.example/2 — read on 10 January 2026",
        "archive.example",
        "javascript:alert(1)",
    ]
    assert page.links("dl.facts a") == ["https://quayhall.example/2", "https://archive.example/1"]


def test_exchanges_stand_in_the_order_they_were_said(client: Client) -> None:
    """Where their words stand in its text; else at their time in it; else as readers came to see them."""
    said = {"Last": "[58:31] ", "Later": "[1:02:03] ", "Early": "[2:10] ", "Unplaced": "", "Found": ""}
    for question, time in said.items():
        make_post(
            exchanges=[
                PANEL.replace("Host: Why?", f"{time}Host: {question}?").replace("So.", f"{question} so.")
            ]
        )
    make_snapshot(Source.objects.get(), "Host: Found?\n\nMei Tan: Found so.")

    page = read(client, "/sources/panel-small-servers/")

    assert page.texts("section.index h3")[:5] == ["Found?", "Early?", "Last?", "Later?", "Unplaced?"]
    assert page.texts(".when")[:3] == ["2:10", "58:31", "1:02:03"]


COPY = "https://archive.example/web/20251103101112/https://quayhall.example/2"


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"archive_urls": [COPY]}, (COPY, "2025-11-03")),
        ({"archive_urls": ["javascript:x", COPY], "accessed": date(2026, 1, 10)}, (COPY, "2026-01-10")),
        (
            {"archive_urls": ["https://archive.example/1"], "accessed": date(2026, 1, 10)},
            ("https://archive.example/1", "2026-01-10"),
        ),
        ({"archive_urls": ["https://archive.example/99999999/1"]}, None),
        ({"accessed": date(2026, 1, 10)}, None),
    ],
)
def test_a_link_to_the_original_tells_where_else_to_look(
    client: Client, known: dict[str, Any], told: tuple[str, str] | None
) -> None:
    """Robust Links: on the source's page, the exchange's and the essay's."""
    post = make_post(exchanges=[PANEL])
    Source.objects.update(**known)

    wanted = told and {
        "data-originalurl": "https://quayhall.example/2",
        "data-versionurl": told[0],
        "data-versiondate": told[1],
    }
    shown = (Source.objects.get(), post.excerpts.get(), post)
    for address in (row.get_absolute_url() for row in shown):
        found = [
            link
            for link in read(client, address).all("a")
            if link.get("href") == "https://quayhall.example/2"
        ]
        attributes = [{name: said for name, said in link.items() if "data-" in name} for link in found]
        assert attributes == [wanted or {}] * len(found)
        assert found


def test_a_copy_is_called_by_its_day(client: Client) -> None:
    make_post(exchanges=[PANEL])
    Source.objects.update(archive_urls=[COPY, "https://archive.example/1"])

    page = read(client, "/sources/panel-small-servers/")

    assert page.texts("dl.facts dd")[1:] == ["3 November 2025", "archive.example"]


def test_a_source_with_only_a_title_has_no_facts(client: Client) -> None:
    make_post(exchanges=["Q: Else?\n\nMei Tan: No.\n\nSource: Almanac"])

    page = read(client, "/sources/almanac/")

    assert page.all("dl.facts") == []
    assert page.text("header.head p.sm") == "quoted in 1 exchange :: Feed"


def test_lists_what_is_quoted_and_who_quotes_it(client: Client) -> None:
    older = make_post("Older", exchanges=[PANEL], published_at=NOW - timedelta(days=9))
    make_post(
        "Newer",
        exchanges=[PANEL.replace("Why", "How")],
        body=f"[[qa: {older.excerpts.get().slug}]]",
        published_at=NOW - timedelta(days=2),
    )
    make_post("Other", exchanges=[EXCHANGE])

    page = read(client, "/sources/panel-small-servers/")

    assert page.texts("section.index h2") == [
        "Quoted here, in the order they were said",
        "Essays that quote it",
    ]
    assert page.texts("h3") == ["Why?", "How?", "Newer", "Older"]


@pytest.mark.full
def test_pages_by_key(client: Client) -> None:
    for number in range(21):
        made = NOW - timedelta(days=30 - number)
        make_post(exchanges=[PANEL.replace("Why", f"And {number}")], published_at=made)

    older = read(client, "/sources/panel-small-servers/").links("nav.pager a")[0]

    assert read(client, f"/sources/panel-small-servers/{older}").texts("h3") == ["And 20?"]
    assert client.get("/sources/panel-small-servers/?quoted=nonsense").status_code == 404


@pytest.mark.full
def test_the_list_goes_on_by_slug(client: Client) -> None:
    exchanges = [f"Q: {n}?\n\nMei Tan: No.\n\nSource: Almanac {n:03}" for n in range(102)]
    for start in range(0, 102, 50):
        make_post(exchanges=exchanges[start : start + 50])

    first = read(client, "/sources/")
    (further,) = first.links("nav.pager a")

    assert (len(first.texts("h3")), further) == (100, "?after=almanac-099")
    assert read(client, f"/sources/{further}").texts("h3") == ["Almanac 100", "Almanac 101"]


ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_everything_typed_is_text(client: Client) -> None:
    make_post(exchanges=[PANEL])
    Source.objects.update(
        title=ATTACK, publisher=ATTACK, participants=ATTACK, url=f"javascript:{ATTACK}", archive_urls=[ATTACK]
    )

    for address in ("/sources/", "/sources/panel-small-servers/"):
        page = read(client, address)
        assert page.all("img") + page.all("main script") == []
        assert not any(link.startswith("javascript:") for link in page.links("a"))
    assert page.text("h1") == ATTACK


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    make_post(exchanges=[PANEL])
    source = Source.objects.get()
    source.slug = "panel"
    source.save()
    remember(source, "panel-small-servers")

    answer = client.get("/sources/panel-small-servers/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/sources/panel/")


def test_an_empty_site_says_so_and_posting_is_refused(client: Client) -> None:
    assert read(client, "/sources/").texts("main p")[-1] == "Nothing is quoted here yet."
    assert client.post("/sources/").status_code == 405
    assert client.get("/sources/nothing/").status_code == 404


@pytest.mark.parametrize("count", COUNTS)
def test_the_list_costs_the_same_for_any_number(count: int, costs: Callable[[str, int], None]) -> None:
    make_posts(count)

    costs("/sources/", 7)


@pytest.mark.parametrize("count", COUNTS)
def test_a_source_costs_the_same_for_any_number(count: int, costs: Callable[[str, int], None]) -> None:
    for number in range(count):
        made = NOW - timedelta(days=1 + number)
        make_post(exchanges=[PANEL.replace("Why", f"And {number}")], published_at=made)

    costs("/sources/panel-small-servers/", 10)


@pytest.mark.full
@pytest.mark.parametrize("places", [("", ""), ("[2:10] ", "[58:31] "), ("[2:10] ", "")])
def test_pages_of_a_source_lead_on_and_name_each_exchange_once(
    client: Client, places: tuple[str, str]
) -> None:
    """Those of one place, or of none, follow each other as they were first shown."""
    asked = [f"{places[n // 30]}{PANEL.replace('Why', f'And {n:02}')}" for n in range(45)]
    for first in (30, 0, 15):
        shown = NOW - timedelta(days=90 - first)
        make_post(exchanges=asked[first : first + 15], published_at=shown)
    address, found = "/sources/panel-small-servers/", list[str]()

    while address:
        page = read(client, address)
        found += [title for title in page.texts("section.index h3") if title.startswith("And")]
        further = [link for link in page.links("a") if link.startswith("?quoted=")]
        address = f"/sources/panel-small-servers/{further[0]}" if further else ""

    assert found == [f"And {number:02}?" for number in range(45)]


def test_says_how_many_of_its_exchanges_stand_how_to_it(client: Client, at_now: None) -> None:
    def quoted(*answers: str) -> str:
        return "\n\n".join(["Host: Why?", *(f"Ada Reed: {said}" for said in answers), "Source: Hour"])

    make_post(exchanges=[quoted("So it is."), quoted("So it is. […] Nor so."), quoted("So was it.")])
    source = Source.objects.get(title="Hour")
    address = source.get_absolute_url()
    assert "verified" not in client.get(address).content.decode()

    make_snapshot(source, "Host: Why?\n\nAda Reed: So it is. Or not. Nor so.")

    told = "1 verified, 1 verified with cuts, 1 not as it stands there"
    assert told in client.get(address).content.decode()

    make_post(exchanges=["Editor {kind=editor}: She laughed.\n\nSource: Hour"])
    assert f"{told}, 1 not checked" in client.get(address).content.decode()
