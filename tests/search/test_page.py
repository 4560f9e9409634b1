"""The search page: what a stranger asks for, and is shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from blog.models import Person
from tests.blog.reading import Page
from tests.factories import COUNTS, NOW, make_person, make_post, make_posts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

EXCHANGE = """Q: Who keeps the old lamps?

Mei Tan: I do. Every lamp has a number.

Ann Bee: And nobody reads them.

Source: [Hour of the lamps](https://hour.example/), 2025-06-14"""


def ask(client: Client, query: str, **more: str) -> Page:
    return Page(client.get("/search/", {"q": query, **more}))


def test_a_hit_is_the_very_paragraph_with_the_word_marked(client: Client) -> None:
    make_post("On bread", body="First.\n\nThen a Lámp & <b>stone</b>, and a lamp.\n\nLast.", tags=["b", "a"])

    page = ask(client, "LAMP stone")

    assert page.text("section.found h2") == "Places found: 1"
    assert page.links("section.found h3 a") == ["/posts/on-bread/#p2"]
    assert page.texts("section.found mark") == ["Lámp", "stone", "lamp"]
    assert page.texts("section.found li p") == ["Then a Lámp & stone, and a lamp.", "Essay :: b, a"]
    assert page.text("section.found time.when") == "28 Feb 2026"


def test_a_heading_a_list_and_the_summary_lead_near(client: Client) -> None:
    make_post("Parts", summary="A summary of rivers.", body="## A heading\n\nA part.\n\n- one item\n\nEnd.")

    found = [ask(client, word).links("section.found h3 a") for word in ("heading", "item", "rivers", "parts")]

    assert found == [
        ["/posts/parts/#h-a-heading"],
        ["/posts/parts/#p1"],
        ["/posts/parts/"],
        ["/posts/parts/"],
    ]


def test_an_exchange_is_one_hit_at_its_turn_with_what_was_said(client: Client) -> None:
    make_post("Lamps", body="Nothing.", exchanges=[EXCHANGE])

    page = ask(client, "lamp* in:excerpts")

    assert page.links("h3.q3 a") == ["/excerpts/who-keeps-the-old-lamps/#t1"]
    assert page.texts("p.turn") == ["Mei Tan I do. Every lamp has a number."]
    assert page.links("p.turn a") == ["/excerpts/who-keeps-the-old-lamps/#t2"]
    assert page.texts("section.found mark") == ["lamps", "lamp"]
    assert page.text("section.found time.when") == "14 Jun 2025"


def test_what_someone_said_is_found_by_the_question_too(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    assert ask(client, "lamps speaker:ann-bee").texts("p.turn") == ["Ann Bee And nobody reads them."]
    assert ask(client, 'lamps speaker:"Ann Bee" number').texts("p.turn") == []


def test_an_exchange_whose_date_is_a_slip_of_the_pen_is_found(client: Client) -> None:
    make_post(exchanges=[EXCHANGE.replace("2025-06-14", "2205-06-14")])

    assert ask(client, "lamps").links("h3.q3 a") == ["/excerpts/who-keeps-the-old-lamps/#t1"]


def test_names_come_first_then_titles_then_the_newest(client: Client) -> None:
    bee = make_person("Lamp Bee")
    make_post("New", body="The lamp.")
    make_post("A lamp", body="Old.", published_at=NOW - timedelta(days=900))
    make_post("Older", body="By lamp.", published_at=NOW - timedelta(days=90), authors=[bee])

    assert ask(client, "lamp").texts("section.found h3") == ["Lamp Bee", "A lamp", "New", "Older"]


def test_a_query_is_shown_again_and_never_run(client: Client) -> None:
    query = "\"><script>alert(1)</script> ' OR 1=1 -- \0 NEAR(a, b) {{ 7|add:7 }}"

    page = ask(client, query)

    assert page.status == 200
    assert page.one("input").get("value") == query.replace("\0 ", "")
    assert [script.text for script in page.all("script")] == [None, None]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("speaker:nobody", "Nobody called “nobody” is quoted here."),
        ("by:nobody", "Nobody called “nobody” writes here."),
        ("source:nowhere", "No source here is called “nowhere”."),
        ("tag:none", "Nothing here is tagged “none”."),
        ("lamp from:2025-02-30", "“2025-02-30” is no date and was left out. "
         "Write 2025, 2025-01 or 2025-01-31."),
        ("lamp in:attic", "“in:attic” was left out. Write in:essays, questions, answers, people, sources, "
         "series or pages."),
        ("verified:maybe", "“verified:maybe” was left out. Write one of yes, no, unchecked."),
        ("👍", "“👍” has no letter and no digit, so there is nothing to look for."),
        ("lamp " * 2_000, "Only the first 400 characters were read."),
        ("from:2026 to:2025", "The first day is after the last, "
         "2026-01-01 – 2025-12-31: nothing lies between."),
    ],
)  # fmt: skip
def test_what_was_not_understood_is_said(client: Client, query: str, said: str) -> None:
    page = ask(client, query)

    assert page.text("form.find") == "Search essays, exchanges, people, sources, series and pages Search"
    assert said in page.texts("p.sm")


def test_filters_are_links(client: Client) -> None:
    make_post("Lamps", exchanges=[EXCHANGE], tags=["light", "stone"])
    make_post("More lamps", tags=["light"], published_at=NOW - timedelta(days=400))

    page = ask(client, "lamps")
    filters = dict(zip(page.texts("nav.filters dt"), page.texts("nav.filters dd"), strict=True))

    assert filters == {
        "Kind": "All Essays (2) Questions (1) Sources (1)",
        "Year": "Any 2026 (1) 2025 (3)",
        "Tag": "Any light (2) stone (1)",
    }
    links = [f"/search/{link}" for link in page.links("nav.filters a")]
    counted = [Page(client.get(link)).text("section.found h2") for link in links]
    assert [said.removeprefix("Places found: ") for said in counted] == list("4211413421")
    chosen = Page(client.get(links[1]))
    assert chosen.texts("nav.filters dd")[0] == "All Essays (2)"
    assert [link.text_content() for link in chosen.all("nav.filters a") if link.get("aria-current")] == [
        "Essays (2)", "Any", "Any",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("tag:C++", "C++ (2)"),
        ("tag:light", "light (1)"),
        ("tag:lightvessel", None),
        ('speaker:"Mei Tan"', "Mei Tan (1)"),
        ("speaker:mei", "Mei Tan (1)"),
        ("source:hour", "Hour of the lamps (3)"),
    ],
)
def test_a_filter_is_marked_as_it_was_written(client: Client, query: str, marked: str | None) -> None:
    make_post(exchanges=[EXCHANGE], tags=["C++", "light", "light vessel"])
    make_post(tags=["C++", "C"])

    chosen = [link.text_content() for link in ask(client, query).all("nav.filters a[@aria-current]")]

    assert [one for one in chosen if one not in {"All", "Any", "Anyone"}] == ([marked] if marked else [])


def test_no_link_narrows_to_a_hidden_person(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    assert "Anyone Mei Tan (1) Ann Bee (1)" in ask(client, "in:excerpts").texts("nav.filters dd")

    Person.objects.filter(name="Mei Tan").update(hidden=True)

    assert not any("Mei Tan" in said for said in ask(client, "in:excerpts").texts("nav.filters dd"))


@pytest.mark.full
def test_pages_follow_each_other_without_a_gap(client: Client) -> None:
    made = [f"Essay {post.pk}" for post in make_posts(45)]
    query, seen = "?q=repeated", []
    while query:
        page = Page(client.get(f"/search/{query}"))
        seen += page.texts("section.found h3")
        query = next(iter(page.links("nav.pager a")[-1:]), "") if page.all("nav.pager a") else ""
        if not page.all("nav.pager a") or page.texts("nav.pager a")[-1] != "More results":
            break

    assert (len(seen), len(set(seen))) == (len(made), len(made))


@pytest.mark.parametrize("after", ["x", "3.1", "0.", "-1.5", f"1.{10**19}", "0.9223372036854775808"])
def test_a_key_that_is_none_of_ours_leads_nowhere(client: Client, after: str) -> None:
    assert client.get("/search/", {"q": "a", "after": after}).status_code == 404


def test_a_key_of_hits_that_a_query_has_not_leads_nowhere(client: Client) -> None:
    assert client.get("/search/", {"q": "in:essays", "after": "2.5"}).status_code == 404


def test_more_is_found_than_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.search.finding.COUNTED", 2)
    make_posts(3)

    page = ask(client, "repeated")

    assert page.text("section.found h2") == "Places found: more than 2"
    assert page.all("nav.filters dd") == []


def test_it_says_what_can_be_asked(client: Client) -> None:
    page = Page(client.get("/search/"))

    assert page.text("section.found h2") == "What you can ask"
    assert page.all("nav.filters") == []


def test_no_search_engine_lists_what_was_found(client: Client) -> None:
    answer = client.get("/search/", {"q": "a"})

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
    assert Page(answer).root.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("count", COUNTS)
def test_costs_no_more_queries_for_more_hits(client: Client, count: int) -> None:
    make_posts(count, tags=["a", "b"], body="A lamp.\n\nMore.")

    with CaptureQueriesContext(connection) as made:
        ask(client, "lamp")

    assert len(made) == 18


def test_the_same_as_data(client: Client) -> None:
    make_post("On lamps", body="A lamp.", exchanges=[EXCHANGE])

    answer: Any = client.get("/search.json", {"q": "lamp in:essays nothing:"})

    assert answer.json() | {"hits": []} == {
        "query": "lamp in:essays nothing:", "count": 0, "more": False, "problems": [], "hits": [],
    }  # fmt: skip
    assert client.get("/search.json", {"q": "lamp in:essays"}).json()["hits"] == [
        {
            "kind": "post",
            "url": "http://127.0.0.1:8000/posts/on-lamps/#p1",
            "heading": [["On lamps", False]],
            "language": "",
            "date": "2026-02-28",
            "lines": [{"label": "", "parts": [["A ", False], ["lamp", True], [".", False]], "language": ""}],
        }
    ]


def test_a_browser_is_told_how_to_ask(client: Client) -> None:
    make_post()
    described = Page(client.get("/")).root.xpath("//link[@rel='search']/@href")
    answer: Any = client.get(described[0])
    root = etree.fromstring(answer.content)

    assert answer.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert root.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    assert root.find("{*}Url").get("template") == "http://127.0.0.1:8000/search/?q={searchTerms}"
    assert len(root.findtext("{*}ShortName") or "") <= 16
