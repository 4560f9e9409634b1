"""`/people/` and `/people/<slug>/`: who is quoted and who writes, answered and asked apart."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from blog.models import Alias, Person
from blog.models.redirect import remember
from tests.blog.reading import Page
from tests.factories import COUNTS, EXCHANGE, NOW, make_excerpt, make_person, make_post

pytestmark = pytest.mark.every_engine

HOST = (
    "Idris Fallow: Why do you print it?\n\nMei Tan (founder): Because it lasts.\n\nSource: Ledger Hour, 2019"
)


def read(client: Client, address: str) -> Page:
    return Page(client.get(address))


def test_lists_people_with_what_they_did(client: Client) -> None:
    make_post(exchanges=[HOST], authors=[make_person("Maren Quill")])
    make_post(exchanges=["Mei Tan: And you?\n\nJonas Weld: No.\n\nMei Tan: Never?\n\nJonas Weld: Never."])
    make_post(exchanges=["Jonas Weld {kind=remark}: Nobody asked."])

    page = read(client, "/people/")

    assert page.texts("section.index h3") == ["Idris Fallow", "Jonas Weld", "Maren Quill", "Mei Tan"]
    assert page.texts("section.index p.sm") == [
        "asked once",
        "answered 2 times, spoke once",
        "1 essay",
        "answered once, asked 2 times",
    ]


def test_counts_only_what_a_stranger_may_read(client: Client) -> None:
    mei = make_person("Mei Tan")
    make_post(exchanges=[HOST], authors=[mei])
    for state in ("draft", "in review", "scheduled", "withdrawn"):
        make_post(state=state, exchanges=[f"Idris Fallow: And {state}?\n\nMei Tan: No."], authors=[mei])
    make_excerpt("Idris Fallow: Inbox?\n\nMei Tan: No.")

    assert read(client, "/people/").texts("section.index p.sm") == ["asked once", "answered once :: 1 essay"]
    assert read(client, "/people/mei-tan/").text("header.head p.sm") == (
        "Answered once, in 1 exchange :: 1 essay :: Feed"
    )


def test_an_excerpt_of_two_essays_counts_once(client: Client) -> None:
    excerpt = make_post(exchanges=[HOST]).excerpts.get()
    make_post(body=f"[[qa: {excerpt.slug}]]")

    assert read(client, "/people/").texts("section.index p.sm") == ["asked once", "answered once"]
    assert read(client, "/people/mei-tan/").text("header.head p.sm") == "Answered once, in 1 exchange :: Feed"


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "withdrawn"])
def test_who_stands_only_in_something_hidden_is_unknown(client: Client, state: str) -> None:
    make_post(state=state, exchanges=[HOST], authors=[make_person("Maren Quill")])

    assert read(client, "/people/").texts("h3") == []
    for slug in ("mei-tan", "idris-fallow", "maren-quill"):
        assert client.get(f"/people/{slug}/").status_code == 404


def test_a_hidden_person_has_no_page_and_no_place_in_the_list(client: Client) -> None:
    make_person("Mei Tan", hidden=True)
    make_post(exchanges=[HOST])

    assert read(client, "/people/").texts("h3") == ["Idris Fallow"]
    assert client.get("/people/mei-tan/").status_code == 404


@pytest.mark.full
def test_lists_further_people_by_slug(client: Client) -> None:
    names = [f"Person {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(103)]
    for start in range(0, 103, 50):
        make_post(authors=[make_person(name) for name in names[start : start + 50]])

    first = read(client, "/people/")
    assert first.links("nav.pager a") == ["?after=person-dv"]
    second = read(client, "/people/?after=person-dv")

    assert first.texts("h3") + second.texts("h3") == names
    assert second.links("nav.pager a") == ["/people/"]


def test_answered_asked_said_and_wrote_stand_apart(client: Client) -> None:
    mei = make_person("Mei Tan")
    make_post("Reaction", exchanges=[HOST], published_at=NOW - timedelta(days=3))
    make_post(
        "Question", exchanges=["Mei Tan: And you?\n\nJonas Weld: No."], published_at=NOW - timedelta(days=4)
    )
    make_post(
        "Speech", exchanges=["Mei Tan {kind=remark}: Nobody asked."], published_at=NOW - timedelta(days=5)
    )
    make_post("Her own", authors=[mei], published_at=NOW - timedelta(days=6))

    page = read(client, "/people/mei-tan/")

    assert page.text("h1") == "Mei Tan"
    assert page.text("header.head p.sm") == (
        "Answered once, asked once, spoke once, in 3 exchanges :: 1 essay :: Feed"
    )
    sections = {
        " ".join(section.find("h2").text_content().split()): [
            " ".join(row.text_content().split()) for row in section.iter("h3")
        ]
        for section in page.all("section.index")[1:]
    }
    assert sections == {
        "Answered": ["Why do you print it?"],
        "Asked": ["And you?"],
        "Said": ["Nobody asked."],
        "Essays": ["Her own"],
        "Essays that react": ["Reaction", "Question", "Speech"],
    }


def test_what_was_answered_is_not_said_again(client: Client) -> None:
    make_post(exchanges=["Q: Why?\n\nMei Tan: So.\n\nMei Tan {kind=remark}: I am done."])

    headings = read(client, "/people/mei-tan/").texts("section.index h2")

    assert headings == ["Answered", "Essays that react"]


def test_rows_say_when_it_was_said(client: Client) -> None:
    make_post(exchanges=[HOST])

    page = read(client, "/people/mei-tan/")

    assert page.texts("section.index li")[0] == (
        "28 Feb 2026 Why do you print it? Ledger Hour :: as founder :: said in 2019"
    )


def test_beside_what_was_said_stands_the_day_it_is_ordered_by(client: Client) -> None:
    for day, said in enumerate(("2019", "2024-06", "2021-03-04")):
        words = f"Q: In {said}?\n\nMei Tan: Yes.\n\nSource: Talk, {said}"
        make_post(exchanges=[words], published_at=NOW - timedelta(days=1 + day))

    page = read(client, "/people/mei-tan/")

    answered = page.all("section.index ul")[0]
    assert [when.text for when in answered.findall("li/time")] == [
        "28 Feb 2026",
        "27 Feb 2026",
        "26 Feb 2026",
    ]
    assert [said.text for said in answered.findall("li/p/time")] == [
        "said in 2019",
        "said in June 2024",
        "said on 4 March 2021",
    ]


def test_capacities_stand_with_the_years_they_are_known_from(client: Client) -> None:
    for said, capacity in [
        ("2019", "founder"),
        ("2024-06-08", "founder"),
        ("2025-02", "keeper"),
        ("", "reader"),
    ]:
        date = f", {said}" if said else ""
        make_post(exchanges=[f"Q: In {said}?\n\nMei Tan ({capacity}): Yes.\n\nSource: Talk{date}"])
    make_post(exchanges=["Q: Hidden?\n\nMei Tan (canary): Yes.\n\nSource: Talk, 2020"], state="draft")

    page = read(client, "/people/mei-tan/")

    assert page.texts("dl.facts dt") == ["2025", "2019–2024", "–"]
    assert page.texts("dl.facts dd") == ["keeper", "founder", "reader"]


def test_tells_about_other_names_and_pages_elsewhere(client: Client) -> None:
    person = make_person(
        "Mei Tan",
        about="Keeps an archive.\nLikes bread.",
        links=["https://www.tidewater.example/x", "javascript:alert(1)"],
    )
    Alias(person=person, name="M. Tan").save()
    Alias(person=person, name="<b>Tan").save()
    make_post(exchanges=[HOST])

    page = read(client, "/people/mei-tan/")

    assert page.text("header.head p.deck") == "Keeps an archive.Likes bread."
    assert (
        page.text("header.head p.sm") == "Answered once, in 1 exchange :: also as “M. Tan”, “<b>Tan” :: Feed"
    )
    assert page.texts("section.after dd") == ["tidewater.example", "javascript:alert(1)"]
    assert page.links("section.after dd a") == ["https://www.tidewater.example/x"]


@pytest.mark.full
def test_each_section_pages_by_itself(client: Client) -> None:
    for number in range(21):
        make_post(
            exchanges=[f"Q: And {number}?\n\nMei Tan: Yes."], published_at=NOW - timedelta(days=1 + number)
        )

    first = read(client, "/people/mei-tan/")
    (older, essays) = first.links("nav.pager a")
    second = read(client, f"/people/mei-tan/{older}")

    assert older.startswith("?answered=")
    assert essays.startswith("?quoting=")
    assert (second.texts("section.index h2"), second.texts("h3")) == (["Answered"], ["And 20?"])
    assert second.links("nav.pager a") == ["/people/mei-tan/"]
    assert client.get("/people/mei-tan/?asked=nonsense").status_code == 404


def test_leads_to_nothing_that_is_not_there(client: Client) -> None:
    make_post(exchanges=[HOST, EXCHANGE], authors=[make_person("Mei Tan")])

    for address in ("/people/", "/people/mei-tan/"):
        inside = {link for link in read(client, address).links("a") if link.startswith("/")}
        assert {link: client.get(link).status_code for link in inside} == dict.fromkeys(inside, 200)


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    make_post(exchanges=[HOST])
    person = Person.objects.get(slug="mei-tan")
    person.slug = "mei"
    person.save()
    remember(person, "mei-tan")

    answer = client.get("/people/mei-tan/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/people/mei/")


def test_an_empty_site_says_so_and_posting_is_refused(client: Client, now: datetime) -> None:
    assert read(client, "/people/").texts("main p")[-1] == "Nobody is quoted here yet."
    assert client.post("/people/").status_code == 405
    assert client.get("/people/nobody/").status_code == 404


@pytest.mark.parametrize("count", COUNTS)
def test_the_list_costs_the_same_for_any_number(count: int, costs: Callable[[str, int], None]) -> None:
    make_post(
        exchanges=[HOST], authors=[make_person(f"Author {n}", slug=f"author-{n}") for n in range(count)]
    )

    costs("/people/", 7)


@pytest.mark.parametrize("count", COUNTS)
def test_a_person_costs_the_same_for_any_number(count: int, costs: Callable[[str, int], None]) -> None:
    mei = make_person("Mei Tan")
    for number in range(count):
        exchange = f"Q: And {number}?\n\nMei Tan: Yes.\n\nMei Tan {{kind=question}}: Why?"
        speech = f"Mei Tan {{kind=remark}}: Nobody asked {number}."
        make_post(exchanges=[exchange, speech], authors=[mei], published_at=NOW - timedelta(days=1 + number))

    costs("/people/mei-tan/", 21)


def test_says_in_what_capacity_each_thing_was_said(client: Client) -> None:
    make_post(exchanges=["Q: Then?\n\nMei Tan (founder): Yes.\n\nSource: Letters"])
    make_post(exchanges=["Q: Now?\n\nMei Tan: Yes."], published_at=NOW - timedelta(days=9))

    page = Page(client.get("/people/mei-tan/"))

    assert page.texts("section.index li p.sm") == ["Letters :: as founder"]
