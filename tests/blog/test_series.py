"""`/series/<slug>/`: an ordered run of essays, and what each of them tells of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import yaml
from django.test import Client

from blog.models import Post, Series
from blog.publishing import library, release
from tests.blog.reading import Page
from tests.factories import NOW, make_post, make_series
from tests.syndication.heads import linked

pytestmark = pytest.mark.every_engine


@pytest.fixture
def parts() -> list[Post]:
    """Four parts in an order that is not their dates'; readers see the first, the third and the fourth."""
    dates = {"First": 9, "Canary": 8, "Third": 3, "Fourth": 6}
    return [
        make_post(
            title,
            published_at=NOW - timedelta(days=days),
            state="draft" if title == "Canary" else "published",
            summary=f"{title} in short.",
        )
        for title, days in dates.items()
    ]


@pytest.fixture
def series(parts: list[Post]) -> Series:
    return make_series("The shoebox", summary="A box of quotations.", parts=parts)


def read(client: Client, row: Post | Series) -> Page:
    return Page(client.get(row.get_absolute_url()))


class TestItsPage:
    def test_shows_the_parts_readers_see_in_their_order(self, client: Client, series: Series) -> None:
        page = read(client, series)

        assert page.text("h1") == "The shoebox"
        assert page.text("header.head p.deck") == "A box of quotations."
        assert page.texts("ol li h3") == ["First", "Third", "Fourth"]
        assert page.texts("ol li span.when") == ["1", "2", "3"]
        assert page.texts("ol li p")[0] == "First in short. :: 20 February 2026"

    def test_says_how_many_and_from_when_to_when(self, client: Client, series: Series) -> None:
        told = read(client, series).texts("header.head p.sm")[-1]

        assert told == "3 parts so far :: 20 February 2026 to 26 February 2026 :: Feed"

    def test_of_one_part_says_so(self, client: Client) -> None:
        page = read(client, make_series(parts=[make_post()]))

        assert page.texts("header.head p.sm")[-1] == "1 part so far :: 28 February 2026 :: Feed"
        assert page.root.xpath("//meta[@name='description']/@content") == ["1 part so far"]

    def test_is_not_there_while_no_part_is(self, client: Client) -> None:
        hidden = make_series("Hidden", parts=[make_post(state="draft")])
        empty = make_series("Empty")

        assert [client.get(row.get_absolute_url()).status_code for row in (hidden, empty)] == [404, 404]

    def test_goes_with_its_last_part(self, client: Client, parts: list[Post], series: Series) -> None:
        for post in (parts[0], *parts[2:]):
            release.withdraw(post, reason="", by=None, now=NOW)

        assert client.get(series.get_absolute_url()).status_code == 404

    def test_a_former_address_leads_to_the_present_one(self, client: Client, series: Series) -> None:
        series.slug = "the-box"
        library.save(series, now=NOW)

        for end in ("", "atom.xml", "rss.xml", "feed.json"):
            answer = client.get(f"/series/the-shoebox/{end}")
            assert (answer.status_code, answer["Location"]) == (301, f"/series/the-box/{end}")

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_the_same_for_any_number_of_parts(
        self, count: int, costs: Callable[[str, int], None]
    ) -> None:
        series = make_series(parts=[make_post() for _number in range(count)])

        costs(series.get_absolute_url(), 6)


class TestAnEssay:
    def test_says_which_part_it_is_of_those_readers_see(
        self, client: Client, parts: list[Post], series: Series
    ) -> None:
        told = {post.title: read(client, post).text("header.head p.sm") for post in (parts[0], *parts[2:])}

        ends = {title: line.partition("1 min :: ")[2] for title, line in told.items()}
        assert ends == {
            "First": "Part 1 of 3 in The shoebox",
            "Third": "Part 2 of 3 in The shoebox",
            "Fourth": "Part 3 of 3 in The shoebox",
        }
        assert "/series/the-shoebox/" in read(client, parts[0]).links("header.head a")

    def test_of_which_readers_see_no_other_part_tells_of_none(self, client: Client) -> None:
        post = make_post()
        make_series(parts=[make_post("Canary", state="draft"), post, make_post("Canary", state="in review")])

        answer = client.get(post.get_absolute_url())

        assert Page(answer).text("header.head p.sm").endswith("1 min :: First part of The shoebox")
        assert "Canary" not in answer.content.decode()

    def test_leads_to_the_parts_beside_it(self, client: Client, parts: list[Post], series: Series) -> None:
        beside = {post.title: read(client, post).texts("nav.series a") for post in (parts[0], *parts[2:])}

        assert beside == {
            "First": ["After this in The shoebox Third"],
            "Third": ["Before this in The shoebox First", "After this in The shoebox Fourth"],
            "Fourth": ["Before this in The shoebox Third"],
        }

    def test_tells_programs_what_it_is_a_part_of(
        self, client: Client, parts: list[Post], series: Series
    ) -> None:
        essay = linked(read(client, parts[2]).root)

        url = "http://127.0.0.1:8000/series/the-shoebox/"
        whole = {"@type": "CreativeWorkSeries", "@id": url, "name": "The shoebox", "url": url}
        assert (essay["isPartOf"][1:], essay["position"]) == ([whole], 2)

    def test_as_a_file_names_the_part_readers_see_and_not_its_stored_place(
        self, client: Client, parts: list[Post], series: Series
    ) -> None:
        text = client.get(f"{parts[2].get_absolute_url().rstrip('/')}.md").content.decode()

        told = yaml.safe_load(text.split("---\n")[1])
        assert (told["series"], told["series_position"]) == ("The shoebox", 2)


def test_its_feed_has_the_newest_part_first(client: Client, series: Series) -> None:
    feed = client.get("/series/the-shoebox/feed.json").json()

    assert feed["title"] == "Rejoinder: The shoebox"
    assert [item["title"] for item in feed["items"]] == ["Third", "Fourth", "First"]


def test_two_at_one_place_and_gaps_are_no_fault(client: Client) -> None:
    posts = [make_post(title) for title in ("One", "Two", "Three")]
    series = make_series(parts=posts)
    Post.objects.filter(title="One").update(series_position=7)
    Post.objects.filter(title="Two").update(series_position=7)

    assert read(client, series).texts("ol li h3") == ["Three", "One", "Two"]
    assert read(client, posts[1]).text("header.head p.sm").endswith("Part 3 of 3 in The shoebox")
