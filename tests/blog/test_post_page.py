"""`/posts/<slug>/`: one essay, what it quotes, and where to go on from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from blog.models import Post, SiteIdentity
from blog.publishing import library, posts
from tests.blog.reading import Page
from tests.factories import EXCHANGE, NOW, make_person, make_post

WORDS = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett"]
TABLE_TALK = (
    "Host: Would you build it again?\n\nMei Tan: Smaller.\n\nSource: [Table talk](https://talk.example/)"
)


def read(client: Client, post: Post) -> Page:
    return Page(client.get(post.get_absolute_url()))


def words(client: Client, post: Post, path: str) -> list[str]:
    return read(client, post).texts(path)


def test_stands_in_the_order_it_was_written(client: Client) -> None:
    body = f"First.\n\n::: qa\n{TABLE_TALK}\n:::\n\nLast."
    post = make_post(title="A talk", body=body, exchanges=[EXCHANGE])

    page = read(client, post)

    assert page.text("h1.p-name") == "A talk"
    assert page.text("title") == "A talk — Rejoinder"
    parts = page.one("div.body").getchildren()
    assert [part.get("class").split()[0] for part in parts] == ["qa", "prose", "qa", "prose"]
    assert page.texts("div.body p.q") == ["Q: What makes a good archive?", "Host: Would you build it again?"]
    assert page.texts("div.prose p") == ["First.", "Last."]


def test_says_when_under_which_tags_and_how_long(client: Client) -> None:
    post = make_post(tags=["ai", "open web"], published_at=datetime(2025, 2, 1, 8, tzinfo=UTC))

    page = read(client, post)

    assert page.text("header.head p.sm") == "Posted on 1 February 2025 :: Tags: ai, open web :: 1 min"
    assert page.links("header.head .p-category") == ["/tags/ai/", "/tags/open-web/"]
    assert page.one("time.dt-published").get("datetime") == "2025-02-01T08:00:00+00:00"


def test_dates_are_those_of_the_sites_clocks(client: Client) -> None:
    site = SiteIdentity.current()
    site.zone = "Pacific/Auckland"
    library.save(site, now=NOW)
    post = make_post(published_at=datetime(2025, 1, 31, 20, tzinfo=UTC))

    page = read(client, post)

    assert page.text("time.dt-published") == "1 February 2025"
    assert page.one("time.dt-published").get("datetime") == "2025-02-01T09:00:00+13:00"


def test_without_tags_the_line_is_shorter(client: Client) -> None:
    post = make_post(published_at=datetime(2025, 2, 1, tzinfo=UTC))

    assert words(client, post, "header.head p.sm") == ["Posted on 1 February 2025 :: 1 min"]


def test_says_when_it_was_updated_another_day(client: Client) -> None:
    post = make_post(published_at=datetime(2025, 2, 1, tzinfo=UTC))
    text = posts.text_of(post)
    posts.update(post, text, by=None, now=datetime(2025, 3, 2, tzinfo=UTC))

    assert words(client, post, "time.dt-updated") == ["2 March 2025"]


def test_addresses_are_printed_in_letters(client: Client) -> None:
    source = "https://quay.example/%E7%81%AF?a=%26%20b"
    post = make_post(slug="灯塔", exchanges=[f"Q: Why?\n\nAnn Bee: So.\n\nSource: [Talk]({source})"])

    printed = [told.get("data-url") for told in read(client, post).all("aside *[@data-url]")]

    assert printed == ["https://quay.example/灯?a=%26%20b", "http://127.0.0.1:8000/posts/灯塔/"]


def test_an_essay_dated_back_was_not_updated_by_appearing(client: Client) -> None:
    post = make_post(published_at=datetime(2025, 2, 1, tzinfo=UTC), now=NOW)

    page = read(client, post)

    assert page.texts("time.dt-updated") == []
    assert page.one("meta[@property='article:modified_time']").get("content") == "2025-02-01T00:00:00+00:00"
    assert (
        '"dateModified":"2025-02-01T00:00:00+00:00"' in page.one("script[@type='application/ld+json']").text
    )


def test_names_its_authors_where_the_site_is_not_theirs(client: Client) -> None:
    hidden = make_person("Ada Hidden", hidden=True)
    post = make_post(authors=[make_person("Mei Tan"), hidden])

    page = read(client, post)

    assert page.texts("header.head .p-author") == ["Mei Tan", "Ada Hidden"]
    assert page.links("header.head a.p-author") == ["/people/mei-tan/"]


def test_the_sites_own_name_is_marked_up_and_not_said_again(client: Client) -> None:
    site = SiteIdentity.current()
    site.name = "Mei Tan"
    library.save(site, now=NOW)
    post = make_post(authors=[make_person("Mei Tan")])

    author = read(client, post).one("header.head .p-author")

    assert (author.text, author.get("hidden")) == ("Mei Tan", "")


def test_describes_itself_by_its_summary_else_its_first_words(client: Client) -> None:
    with_summary = make_post(summary="In short.", body="At length.")
    without = make_post(body="At length.")

    def described(post: Post) -> str:
        (found,) = read(client, post).root.xpath("//meta[@name='description']/@content")
        return str(found)

    assert [described(with_summary), described(without)] == ["In short.", "At length."]


def test_names_its_one_address_whatever_was_asked(client: Client, settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://example.org"
    post = make_post()

    page = Page(client.get(f"{post.get_absolute_url()}?utm_source=x&before=1"))

    assert page.root.xpath("//link[@rel='canonical']/@href") == [
        f"https://example.org{post.get_absolute_url()}"
    ]


def test_long_essays_with_many_headings_have_a_list_of_contents(client: Client) -> None:
    many = "\n\n".join(f"## Part {number}\n\n{'word ' * 400}" for number in "abcd")
    few = "\n\n".join(f"## Part {number}\n\n{'word ' * 800}" for number in "ab")
    short = "\n\n".join(f"## Part {number}\n\nShort." for number in "abcd")

    assert words(client, make_post(body=many), "details.contents a") == [
        "Part a",
        "Part b",
        "Part c",
        "Part d",
    ]
    assert words(client, make_post(body=few), "details.contents a") == []
    assert words(client, make_post(body=short), "details.contents a") == []


def test_names_speakers_and_how_often_they_are_quoted(client: Client) -> None:
    post = make_post(exchanges=[TABLE_TALK, EXCHANGE])
    make_post(exchanges=["Q: And now?\n\nMei Tan: Still."])
    make_post(exchanges=["Q: And later?\n\nMei Tan: Perhaps."], state="draft")

    assert words(client, post, "aside dd")[:2] == [
        "Mei Tan — quoted in 2 essays",
        "Lucía Prado — quoted in 1 essay",
    ]


def test_a_hidden_person_is_quoted_and_not_led_to(client: Client) -> None:
    make_person("Mei Tan", hidden=True)
    post = make_post(exchanges=[TABLE_TALK])

    page = read(client, post)

    assert page.texts("p.a") == ["Mei Tan: Smaller."]
    assert "/people/mei-tan/" not in page.links("a")


def test_names_other_essays_that_quote_the_same_source(client: Client) -> None:
    post = make_post(exchanges=[TABLE_TALK, EXCHANGE])
    for number, state in enumerate(["published", "published", "draft", "withdrawn"]):
        make_post(
            title=f"Also {number}",
            state=state,
            published_at=NOW - timedelta(days=9 + number),
            exchanges=[f"Q: {number}?\n\nMei Tan: No.\n\nSource: [Table talk](https://talk.example/)"],
        )

    assert words(client, post, "aside dd")[2:-2] == [
        "Table talk — also quoted in Also 0, Also 1",
        "Mañana en el archivo",
    ]


def test_names_essays_that_share_most_tags_and_says_which(client: Client) -> None:
    post = make_post(tags=["ai", "web"])
    make_post(title="One", tags=["web"], published_at=NOW - timedelta(days=2))
    make_post(title="Both", tags=["web", "ai"], published_at=NOW - timedelta(days=3))
    make_post(title="One, older", tags=["ai"], published_at=NOW - timedelta(days=4))
    make_post(title="Draft", tags=["ai", "web"], state="draft")
    make_post(title="Other", tags=["bread"])

    assert words(client, post, "nav.related a") == ["Also tagged web Both", "Also tagged ai One, older"]


def test_where_nothing_is_related_only_its_citation_stands_below(client: Client) -> None:
    assert words(client, make_post("Bare"), "aside") == [
        "Cite Rejoinder, “Bare”, 28 February 2026. BibTeX, CSL-JSON"
    ]


def test_leads_to_nothing_that_is_not_there(client: Client) -> None:
    post = make_post(exchanges=[EXCHANGE], tags=["ai"], authors=[make_person("Mei Tan")])

    page = read(client, post)

    inside = {link.partition("#")[0] for link in page.links("a") if link.startswith("/")}
    answers = {link: client.get(link).status_code for link in inside}
    assert answers == {link: 302 if link.endswith(".png") else 200 for link in inside}


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled"])
def test_is_not_there_before_it_is_published(client: Client, state: str) -> None:
    post = make_post(title="Canary", state=state)

    answer = client.get(post.get_absolute_url())

    assert answer.status_code == 404
    assert "Canary" not in answer.content.decode()


def test_withdrawn_it_is_gone_and_says_why(client: Client) -> None:
    post = make_post(title="Canary", body="Canary.", state="withdrawn", reason="It was <wrong>.")

    answer = client.get(post.get_absolute_url())

    assert answer.status_code == 410
    assert Page(answer).texts("div.notice p")[0] == "It was <wrong>."
    assert "Canary" not in answer.content.decode()


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    post = make_post(title="Before")
    posts.update(post, replace(posts.text_of(post), slug="after"), by=None, now=NOW)

    answer = client.get("/posts/before/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/posts/after/")


def test_an_unknown_address_is_404_and_posting_is_refused(client: Client) -> None:
    post = make_post()

    assert client.get("/posts/nothing-here/").status_code == 404
    assert client.post(post.get_absolute_url()).status_code == 405


def test_everything_typed_is_text(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    post = make_post(
        title=attack, tags=[attack], summary=attack, exchanges=[f"Q: {attack}?\n\nMei Tan: {attack}"]
    )

    answer = client.get(post.get_absolute_url())

    assert Page(answer).text("h1") == attack
    assert attack not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_costs_the_same_for_any_number_of_excerpts(count: int, costs: Callable[[str, int], None]) -> None:
    exchanges = [f"Q: {word}?\n\nMei {word}: Yes.\n\nSource: Talk {word}" for word in WORDS[:count]]
    post = make_post(tags=["ai", "web"], exchanges=exchanges, authors=[make_person("Mei Tan")])
    make_post(tags=["ai"], exchanges=["Q: Else?\n\nMei Tan: No.\n\nSource: Talk a"])

    costs(post.get_absolute_url(), 19)
