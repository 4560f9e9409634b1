"""`/excerpts/<slug>/`: who speaks in an exchange, where it stands and who quotes it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.test import Client

from blog.models import Excerpt, SiteIdentity, Source
from blog.publishing import excerpts, library
from tests.blog.reading import Page
from tests.factories import COUNTS, EXCHANGE, NOW, make_person, make_post

PANEL = """Context: After a power cut.

Moderator [12:40]: You both run your own servers. Why?

Mei Tan (founder, Tidewater) [12:46]: Because the day it breaks, I learn something.

And I sleep.

Jonas Weld: I would stop […] tomorrow [really].
See https://weld.example/.

Source: [Panel: Small Servers](https://quayhall.example/2), 2024-06-08"""


def show(client: Client, exchange: str) -> Page:
    """The own page of an excerpt that one essay places."""
    return Page(client.get(make_post(exchanges=[exchange]).excerpts.get().get_absolute_url()))


def test_the_source_leads_to_the_original_and_the_facts_to_our_page_of_it(client: Client) -> None:
    page = show(client, PANEL)

    assert page.links("div.qa cite a") == ["https://quayhall.example/2"]
    assert page.links("dl.facts dd a")[2:4] == ["/sources/panel-small-servers/", "https://quayhall.example/2"]


def test_without_a_source_the_day_stands_beside_the_link(client: Client) -> None:
    page = show(client, "::: qa {said=2026-04}\nQ: Why?\n\nMei Tan: So.\n:::")

    assert page.all("div.qa p.source") == []
    assert page.texts("div.qa div.act time") == ["April 2026"]
    assert page.text("p.kicker-line") == "Excerpt :: said in April 2026 :: 2 turns, 2 words"


def test_facts_say_who_speaks_how_often_and_as_what(client: Client) -> None:
    page = show(client, PANEL)
    make_post(exchanges=["Mei Tan: Am I first?\n\nJonas Weld: No.\n\nMei Tan: Then I am second."])
    make_post(exchanges=["Q: Hidden?\n\nMei Tan: Yes."], state="draft")

    page = Page(client.get(Excerpt.objects.get(slug__startswith="you-both").get_absolute_url()))

    assert page.texts("dl.facts dd")[:2] == [
        "Mei Tan, then founder, Tidewater — answered 2 times, asked once",
        "Jonas Weld — answered 2 times",
    ]


def test_of_a_hidden_person_only_the_label_is_told(client: Client) -> None:
    make_person("Mei Tan", hidden=True)

    page = show(client, PANEL)

    assert page.links("div.qa b.who a") == ["/people/jonas-weld/"]
    assert page.texts("dl.facts dd")[0] == "Mei Tan, then founder, Tidewater"
    assert "/people/mei-tan/" not in page.links("a")


def test_names_the_essays_that_quote_it_newest_first(client: Client) -> None:
    first = make_post("First", exchanges=[EXCHANGE], published_at=datetime(2025, 3, 2, tzinfo=UTC))
    excerpt = first.excerpts.get()
    make_post("Second", body=f"[[qa: {excerpt.slug}]]", published_at=datetime(2026, 1, 5, tzinfo=UTC))
    make_post("Canary", body=f"[[qa: {excerpt.slug}]]", state="draft")

    page = Page(client.get(excerpt.get_absolute_url()))

    assert page.texts("section.index h2") == ["Quoted in 2 essays"]
    assert page.texts("section.index li") == ["5 Jan 2026 Second", "2 Mar 2025 First"]
    assert "Canary" not in page.root.text_content()


def test_says_how_often_its_source_is_quoted_besides(client: Client) -> None:
    page = show(client, EXCHANGE)
    assert page.texts("dl.facts dd")[1] == "Mañana en el archivo"

    again = EXCHANGE.replace("good archive", "bad archive")
    make_post(exchanges=[again])
    make_post(exchanges=[EXCHANGE.replace("good archive", "secret archive")], state="draft")

    page = Page(client.get("/excerpts/what-makes-a-good-archive/"))
    assert page.texts("dl.facts dd")[1] == "Mañana en el archivo — also quoted in 1 excerpt"


def test_leads_to_its_files_and_to_nothing_that_is_not_there(client: Client) -> None:
    page = show(client, PANEL)

    slug = Excerpt.objects.get().slug
    files = [f"/excerpts/{slug}{ending}" for ending in (".md", ".json", "/embed/")]
    assert page.links("dl.facts dd a")[-3:] == files
    inside = {link for link in page.links("a") if link.startswith("/")}
    answers = {link: client.get(link).status_code for link in inside}
    assert answers == {link: 302 if link.endswith(".png") else 200 for link in inside}


class TestReportAMisquote:
    def test_is_a_letter_with_the_address_and_the_words(self, client: Client) -> None:
        library.save(SiteIdentity(pk=1, contact="maren@quill.example"), now=NOW)
        page = show(client, "Q: Why & how?\n\nMei Tan: “So.”\n\nSource: Panel")

        (link,) = (link for link in page.links("dl.facts a") if link.startswith("mailto:"))

        to, _mark, fields = link.removeprefix("mailto:").partition("?")
        assert to == "maren@quill.example"
        assert "+" not in fields
        assert parse_qs(fields) == {
            "subject": ["Misquote: why-how"],
            "body": [
                "http://127.0.0.1:8000/excerpts/why-how/\r\n\r\nQ: Why & how?\r\n\r\nMei Tan: “So.”\r\n"
            ],
        }

    def test_quotes_the_beginning_of_many_words(self, client: Client) -> None:
        library.save(SiteIdentity(pk=1, contact="maren@quill.example"), now=NOW)
        page = show(client, f"Q: Why?\n\nMei Tan: {'长' * 5000}")

        (link,) = (link for link in page.links("dl.facts a") if link.startswith("mailto:"))

        assert len(link) < 6000
        assert parse_qs(link)["body"][0].endswith("长…\r\n")

    def test_is_not_offered_where_nobody_would_read_it(self, client: Client) -> None:
        page = show(client, PANEL)

        assert "Wrong?" not in page.texts("dl.facts dt")


def test_archived_copies_are_named_where_a_browser_may_go(client: Client) -> None:
    post = make_post(exchanges=[EXCHANGE])
    Source.objects.update(archive_urls=["https://archive.example/2024/x", "javascript:alert(1)"])

    page = Page(client.get(post.excerpts.get().get_absolute_url()))

    assert page.texts("dl.facts dd")[3:-4] == ["Copy: archive.example"]


def test_is_not_there_before_an_essay_shows_it(client: Client) -> None:
    for state in ("draft", "in review", "scheduled"):
        excerpt = make_post(state=state, exchanges=[f"Q: Canary {state}?\n\nMei Tan: Yes."]).excerpts.get()
        for ending in ("/", ".json", ".md", ".bib", ".csl.json", ".png", "/embed/"):
            assert client.get(f"/excerpts/{excerpt.slug}{ending}").status_code == 404


def test_gone_with_the_essays_that_showed_it_and_says_why(client: Client) -> None:
    post = make_post(exchanges=[EXCHANGE], state="withdrawn", reason="It was <wrong>.")
    slug = post.excerpts.get().slug

    for ending in ("/", ".json", ".md", ".bib", ".csl.json", ".png", "/embed/"):
        answer = client.get(f"/excerpts/{slug}{ending}")
        assert answer.status_code == 410
        assert Page(answer).texts("div.notice p")[0] == "It was <wrong>."
        assert "Lucía" not in answer.content.decode()


def test_stays_while_another_essay_shows_it(client: Client) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    make_post(body=f"[[qa: {excerpt.slug}]]", state="withdrawn")

    assert client.get(excerpt.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("ending", ["/", ".json", ".md"])
def test_a_former_address_leads_to_the_present_one(client: Client, now: datetime, ending: str) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    excerpts.rename(excerpt, "archives", now=now)

    answer = client.get(f"/excerpts/what-makes-a-good-archive{ending}")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/excerpts/archives{ending}")


def test_a_former_address_of_something_hidden_leads_nowhere(client: Client, now: datetime) -> None:
    for state in ("draft", "withdrawn"):
        excerpt = make_post(state=state, exchanges=[f"Q: Canary {state}?\n\nMei Tan: Yes."]).excerpts.get()
        former = excerpt.get_absolute_url()
        excerpts.rename(excerpt, f"renamed-{state}", now=now)
        assert client.get(former).status_code == 404


def test_posting_is_refused_and_nothing_unknown_answers(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    for ending in ("/", ".json", ".md", ".bib", ".csl.json", ".png", "/embed/"):
        assert client.post(f"/excerpts/what-makes-a-good-archive{ending}").status_code == 405
        assert client.get(f"/excerpts/nothing{ending}").status_code == 404


@pytest.mark.parametrize("turns", [1, 30])
def test_costs_the_same_for_any_number_of_turns(turns: int, costs: Callable[[str, int], None]) -> None:
    names = ["Mei Tan", "Jonas Weld", "Ada Byron"]
    exchange = "\n\n".join(["Q: Why?", *(f"{names[n % 3]}: Because {n}." for n in range(turns))])
    excerpt = make_post(exchanges=[f"{exchange}\n\nSource: Panel"]).excerpts.get()

    costs(excerpt.get_absolute_url(), 11)


@pytest.mark.parametrize("essays", COUNTS)
def test_costs_the_same_for_any_number_of_essays(essays: int, costs: Callable[[str, int], None]) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    for number in range(essays):
        make_post(body=f"[[qa: {excerpt.slug}]]", published_at=NOW - timedelta(days=2 + number))

    costs(excerpt.get_absolute_url(), 11)


def test_a_changed_source_is_right_at_once(client: Client, now: datetime) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    client.get(excerpt.get_absolute_url())
    source = Source.objects.get()
    source.title = "Tarde en el archivo"
    library.save(source, now=now)

    assert Page(client.get(excerpt.get_absolute_url())).texts("div.qa cite") == ["Tarde en el archivo"]
