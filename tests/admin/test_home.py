"""The desk's first page: what waits for whom, said in words, at the same cost for one row and for many."""

from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from lxml import html

from accounts.models import User
from blog.admin.wording import greeting
from blog.models import Person, Post, SiteIdentity
from blog.publishing import library, posts, release, working_copy
from tests.admin.page import press, signed_in, text, titles
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

QUERIES = 19
"""The site, the session, the user, the clock; the numbers, four boards and their authors, edits not shown;
four kinds to tend and the names alike; whether to note the session as seen."""


def page(user: User | str) -> Any:
    return html.fromstring(signed_in(user).get("/admin/").text)


def told(found: Any) -> str:
    return " ".join(str(found.text_content()).split())


def board(user: User | str, title: str) -> list[tuple[str, str]]:
    """What a board holds: each title, and what is said of it."""
    (section,) = page(user).xpath(f'//section[starts-with(normalize-space(h2), "{title}")]')
    return [(told(row.xpath(".//a")[0]), told(row.xpath(".//p")[0])) for row in section.xpath("ul/li[.//p]")]


def untended(user: User | str) -> list[tuple[str, str, str, str]]:
    """Each thing to tend: its kind, its title, what is said, and what to press."""
    rows = page(user).xpath('//section[contains(@class, "tend")]//li[b]')
    return [(told(row[0]), told(row[1][0]), told(row[1][1]), told(row[2]).partition(":")[0]) for row in rows]


def exchange(
    question: str = "Why?", name: str = "Mei Tan", source: str = "[Talk](https://a.example), 2024"
) -> str:
    return f"Q: {question}\n\n{name}: So.\n\nSource: {source}"


@pytest.mark.full
class TestBoards:
    @pytest.fixture(autouse=True)
    def site(self, now: datetime) -> None:
        self.ann = make_user("author", name="Ann Bee")
        self.editor = make_user("editor", name="Cy Dee")
        make_post("Begun", body="One two three.", state="draft", by=self.ann, now=now - timedelta(minutes=20))
        make_post(
            "Sent", body="Four words stand here.", state="in review", by=self.ann, now=now - timedelta(days=9)
        )
        make_post("Ahead", state="scheduled", by=self.ann)
        make_post("Out", body="One.", by=self.ann, exchanges=[exchange()])
        make_post("Theirs", body="One.", state="draft", by=self.editor, now=now - timedelta(days=1))

    def test_an_author_finds_their_own(self) -> None:
        boards = {name: board(self.ann, name) for name in ("Drafts", "In review", "Scheduled", "Recent")}

        assert boards == {
            "Drafts": [("Begun", "3 words, saved 20 minutes ago")],
            "In review": [("Sent", "4 words, since 20 February")],
            "Scheduled": [("Ahead", "Monday 2 March, 12:00 UTC")],
            "Recent": [("Out", "28 February, 1 word, 1 excerpt")],
        }

    def test_an_editor_finds_everyones_with_their_names(self) -> None:
        assert board(self.editor, "Drafts") == [
            ("Begun", "Ann Bee, 3 words, saved 20 minutes ago"),
            ("Theirs", "1 word, saved yesterday"),
        ]
        assert board(self.editor, "In review") == [("Sent", "Ann Bee, 4 words, since 20 February")]

    def test_the_numbers_are_beside_the_titles(self) -> None:
        headings = [told(found) for found in page(self.editor).xpath("//section/h2")]

        assert headings == ["Drafts 2", "In review 1", "Scheduled 1", "Recent 1", "Untended 0"]

    def test_a_draft_is_called_as_its_last_words_call_it(self, now: datetime) -> None:
        post = Post.objects.get(title="Begun")
        text = replace(posts.text_of(post), title="Better begun", body="One two.")
        working_copy.keep(post, text, by=self.ann, now=now)

        assert board(self.ann, "Drafts") == [("Better begun", "2 words, autosaved just now")]

    def test_edits_readers_have_not_seen_are_told(self, now: datetime) -> None:
        post = Post.objects.get(title="Out")
        working_copy.keep(post, replace(posts.text_of(post), title="New"), by=self.ann, now=now)

        assert board(self.ann, "Recent") == [
            ("Out", "28 February, 1 word, 1 excerpt, edits readers have not seen")
        ]
        assert "1 essay has edits readers have not seen" in text(signed_in(self.ann).get("/admin/"))

    def test_one_sent_back_says_so(self, now: datetime) -> None:
        release.send_back(Post.objects.get(title="Sent"), note="Shorter.", by=self.editor, now=now)

        assert board(self.ann, "Drafts")[0] == ("Sent", "4 words, saved just now, sent back with a note")

    def test_a_schedule_is_told_by_the_sites_clock_and_everyones(self) -> None:
        site = SiteIdentity.current()
        site.zone = "America/New_York"
        library.save(site, now=datetime.fromisoformat("2026-03-01T12:00Z"))

        assert board(self.ann, "Scheduled") == [("Ahead", "Monday 2 March, 07:00 in New York (12:00 UTC)")]

    def test_a_schedule_tells_the_day_of_everyones_clock_where_it_is_another(self) -> None:
        site = SiteIdentity.current()
        site.zone = "Pacific/Auckland"
        library.save(site, now=datetime.fromisoformat("2026-03-01T12:00Z"))

        told = "Tuesday 3 March, 01:00 in Auckland (Monday 2 March, 12:00 UTC)"
        assert board(self.ann, "Scheduled") == [("Ahead", told)]

    def test_each_fact_keeps_its_own_direction(self) -> None:
        make_post("One", state="draft", authors=[make_person("نادر الساحلي"), self.ann.person])

        page = html.fromstring(signed_in(self.ann).get("/admin/").content.decode())
        facts = page.xpath('//li[a="One"]/p/bdi/text()')
        assert facts == ["نادر الساحلي", "14 words", "saved yesterday"]


class TestUntended:
    def test_everything_that_is_missing_has_its_button(self) -> None:
        user = make_user("author")
        make_post(exchanges=[exchange("No link?", source="Talk, 2024")], by=user)
        make_post(exchanges=[exchange("No date?", source="[Walk](https://a.example)")], by=user)
        make_post(exchanges=["Q: No source?\n\nMei Tan: So."], by=user)
        make_excerpt(exchange("Near?", "M. Tan", "[Run](https://b.example), 2024"), by=user)

        wanted = [
            (
                "Near name",
                "Near?",
                "“M. Tan” is close to Mei Tan. Nobody has said whether they are one.",
                "Same person?",
            ),
            ("No source", "No source?", "Nothing says where it was said.", "Add the source"),
            ("No date", "Walk", "1 excerpt quotes it.", "Add the date"),
            ("No link", "Talk", "1 excerpt quotes it.", "Add the address"),
            ("In no essay", "Near?", "Kept just now, not yet answered.", "Write"),
        ]
        assert untended(user) == wanted
        assert untended("editor") == wanted
        assert untended("author") == []

    def test_every_button_leads_to_a_page(self) -> None:
        user = make_user("author")
        make_post(exchanges=["Q: No source?\n\nMei Tan: So.", exchange(source="Talk")], by=user)
        make_excerpt(exchange("Near?", "M. Tan"), by=user)
        client = signed_in(user)

        links = html.fromstring(client.get("/admin/").text).xpath(
            '//section[contains(@class, "tend")]//@href'
        )

        assert {client.get(link).status_code for link in links} == {200}
        assert len(links) == 8

    def test_whom_a_name_means_is_asked_once(self, now: datetime) -> None:
        make_person("Mei Tan")
        excerpt = make_excerpt(exchange(name="M. Tan"))
        assert [row[0] for row in untended("editor")] == ["Near name", "In no essay"]

        form = f"/admin/blog/excerpt/{excerpt.pk}/change/"
        client = signed_in("editor")
        press(client, form, "_save", speaker_0="")

        assert [row[0] for row in untended("editor")] == ["In no essay"]

    def test_a_name_pasted_before_that_was_remembered_is_asked_for_after_an_upgrade(self) -> None:
        make_person("Mei Tan")
        excerpt = make_excerpt(exchange(name="M. Tan"))
        excerpt.turns.update(unmatched=False)

        import_module("blog.migrations.0004_desk_home").mark_unmatched(apps, None)

        assert list(excerpt.turns.filter(unmatched=True).values_list("label")) == [("M. Tan",)]

    def test_nobody_an_author_may_not_know_is_named(self) -> None:
        make_post(state="draft", exchanges=[EXCHANGE])
        user = make_user("author")
        make_excerpt(exchange(name="L. Prado"), by=user)

        said = "“L. Prado” is nearly, or more than once, known. Nobody has said who it is."
        assert untended(user)[0][2] == said
        assert (
            untended("editor")[0][2]
            == "“L. Prado” is close to Lucía Prado. Nobody has said whether they are one."
        )

    def test_more_than_five_of_a_kind_lead_to_their_list(self) -> None:
        for number in range(7):
            make_excerpt(exchange(f"Number {number}?"))

        client = signed_in("editor")
        found = html.fromstring(client.get("/admin/").text)

        (link,) = found.xpath('//li[@class="more"]/a')
        assert (told(link), link.get("href")) == ("In no essay: all 7", "/admin/blog/excerpt/?placed=no")
        assert len(untended("editor")) == 5


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("excerpt/?tend=name", ["Near?"]),
        ("excerpt/?tend=source", ["No source?"]),
        ("source/?tend=link", ["Talk"]),
        ("source/?tend=date", ["Walk"]),
        ("source/?tend=any", ["Talk", "Walk"]),
    ],
)
def test_the_lists_find_what_is_to_tend(address: str, found: list[str]) -> None:
    make_post(exchanges=["Q: No source?\n\nMei Tan: So.", exchange("No link?", source="Talk, 2024")])
    make_excerpt(exchange("No date?", source="[Walk](https://a.example)"))
    make_excerpt(exchange("Near?", "M. Tan", "[Run](https://b.example), 2024"))

    assert titles(signed_in("editor").get(f"/admin/blog/{address}")) == found


def test_an_empty_desk_starts_each_with_one_button() -> None:
    found = page("author")

    starts = [
        (
            told(section.xpath("h2/text()")[0] if False else section.xpath("h2")[0]),
            told(section.xpath("p/a")[0]),
        )
        for section in found.xpath("//section")
    ]
    assert starts == [
        ("Drafts 0", "New essay"),
        ("In review 0", "New essay"),
        ("Scheduled 0", "New essay"),
        ("Recent 0", "New essay"),
        ("Untended 0", "Keep an exchange"),
    ]
    assert told(found.xpath('//p[@class="says"]')[0]) == "Nothing waits for you."


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (3, "Good evening, Ann"),
        (4, "Good morning, Ann"),
        (12, "Good afternoon, Ann"),
        (18, "Good evening, Ann"),
    ],
)
def test_greets_by_the_hour(hour: int, said: str, now: datetime) -> None:

    assert greeting("Ann Bee", now.replace(hour=hour)) == said


def test_says_in_a_sentence_what_waits() -> None:
    make_post(state="in review")
    make_post(state="in review")
    make_excerpt(exchange())

    assert "Two essays wait for an editor, and one thing wants tending." in text(
        signed_in("editor").get("/admin/")
    )


ROWS = [
    ("author", 1),
    ("author", 3),
    pytest.param("editor", 3, marks=pytest.mark.full),
    pytest.param("editor", 12, marks=pytest.mark.full),
]


@pytest.mark.parametrize(("role", "count"), ROWS)
def test_costs_the_same_for_any_number_of_rows(
    role: str, count: int, now: datetime, django_assert_num_queries: Any
) -> None:
    user = make_user(role)
    make_person("Mei Tan")
    for number in range(count):
        for state in ("draft", "in review", "scheduled"):
            make_post(state=state, by=user)
        post = make_post(by=user, exchanges=[f"Q: Bare {number}?\n\nMei Tan: So."])
        working_copy.keep(post, posts.text_of(post), by=user, now=now)
        make_excerpt(exchange(f"Number {number}?", "M. Tan", f"Talk {number}"), by=user)
    client = signed_in(user)
    client.get("/admin/")

    with django_assert_num_queries(QUERIES):
        client.get("/admin/")
    assert Person.objects.filter(name="M. Tan").count() == 0
