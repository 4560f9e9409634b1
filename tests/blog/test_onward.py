"""Where an essay leads on to: what was posted before and after, what is related and why, what links to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from blog.models import Post, PostLink
from blog.publishing import deleting, posts, release
from tests.blog.reading import Page
from tests.factories import NOW, make_post, make_posts, make_series

pytestmark = pytest.mark.every_engine

TALK = "Q: Would you build it again?\n\nMei Tan: Smaller.\n\nSource: [Table talk](https://talk.example/)"
HIDDEN = ("draft", "in review", "scheduled", "withdrawn")


def named(client: Client, post: Post, path: str) -> list[str]:
    return Page(client.get(post.get_absolute_url())).texts(path)


def days_ago(title: str, days: float, **fields: object) -> Post:
    return make_post(title, published_at=NOW - timedelta(days=days), **fields)  # type: ignore[arg-type]


def say(post: Post, body: str) -> Post:
    write = posts.update if post.is_released else posts.save
    return write(post, replace(posts.text_of(post), body=body), by=None, now=NOW)


class TestByDate:
    def test_leads_to_the_essays_just_before_and_after(self, client: Client) -> None:
        oldest, _old, middle, _new, newest = (
            days_ago(t, d) for t, d in zip("ABCDE", (9, 7, 5, 3, 1), strict=True)
        )
        for state in HIDDEN:
            make_post(f"Canary {state}", state=state)

        assert named(client, middle, "nav.dates a") == ["The essay before this B", "The essay after this D"]
        assert named(client, oldest, "nav.dates a") == ["The essay after this B"]
        assert named(client, newest, "nav.dates a") == ["The essay before this D"]

    def test_of_one_instant_goes_by_which_was_made_first(self, client: Client) -> None:
        one, two, three = (days_ago(title, 1) for title in ("One", "Two", "Three"))

        found = [named(client, post, "nav.dates a span") for post in (one, two, three)]

        after, before = "The essay after this", "The essay before this"
        assert found == [[after, "Two"], [before, "One", after, "Three"], [before, "Two"]]

    def test_does_not_name_a_part_beside_it_once_more(self, client: Client) -> None:
        one, two = days_ago("One", 2), days_ago("Two", 1)
        make_series(parts=[one, two])

        assert named(client, one, "nav.series a") == ["After this in The shoebox Two"]
        assert named(client, one, "nav.dates a") == []


class TestRelated:
    def test_says_the_strongest_reason_and_names_each_essay_once(self, client: Client) -> None:
        post = make_post("This", exchanges=[TALK], tags=["web"])
        talk = post.excerpts.get()
        mei = "Q: {}?\n\nMei Tan: No.\n\nSource: [{}](https://{}.example/)"
        days_ago("Tag", 2, tags=["web"])
        days_ago("Speaker", 3, exchanges=[mei.format("Else", "Other talk", "other")], tags=["web"])
        days_ago("Source", 4, exchanges=[mei.format("More", "Table talk", "talk")], tags=["web"])
        days_ago("Exchange", 5, body=f"[[qa: {talk.slug}]]", tags=["web"])
        days_ago("Link", 6, body=f"As [said]({post.get_absolute_url()}).", tags=["web"])
        days_ago("None", 1.5)

        page = Page(client.get(post.get_absolute_url()))

        assert page.texts("nav.related a") == [
            "Also reacts to this exchange Exchange",
            "Also quotes Mei Tan Speaker",
            "Also tagged web Tag",
        ]
        assert page.texts("aside dd")[1:3] == ["Table talk — also quoted in Source", "Link"]

    def test_of_several_exchanges_says_which(self, client: Client) -> None:
        post = make_post(exchanges=[TALK, "Q: And now?\n\nAnn Bee: Still."])
        days_ago("Again", 2, body="[[qa: would-you-build-it-again]]")

        assert named(client, post, "nav.related a") == ["Also reacts to “Would you build it again?” Again"]

    def test_names_an_exchange_by_its_question_translated(self, client: Client) -> None:
        asked = "Q: Warum?\nTranslation (en, Ann Bee): Why?\n\nMei Tan: Darum."
        post = make_post(exchanges=[asked, "Q: And now?\n\nAnn Bee: Still."])
        days_ago("Again", 2, body="[[qa: warum]]")

        assert named(client, post, "nav.related a") == ["Also reacts to “Why?” Again"]

    def test_says_nothing_of_what_is_hidden(self, client: Client) -> None:
        post = make_post("This", exchanges=[TALK], tags=["web"])
        for state in HIDDEN:
            body = f"[[qa: would-you-build-it-again]]\n\nAs [said]({post.get_absolute_url()})."
            make_post(f"Canary {state}", state=state, body=body, tags=["web"])

        assert "Canary" not in client.get(post.get_absolute_url()).content.decode()


class TestEssaysThatLinkHere:
    @pytest.fixture
    def target(self) -> Post:
        return make_post("Target")

    @pytest.mark.parametrize(
        "address",
        [
            "/posts/target/",
            "/posts/target/#p3",
            "/posts/target",
            "/posts/target.md",
            "/posts/%74arget/?utm_source=x",
            "http://127.0.0.1:8000/posts/target/",
        ],
    )
    def test_are_named_by_whatever_form_of_its_address(
        self, client: Client, target: Post, address: str
    ) -> None:
        make_post("From", body=f"As [said]({address}).")

        assert named(client, target, "div.linking dd") == ["From"]

    @pytest.mark.parametrize(
        "body",
        [
            "`[a](/posts/target/)`",
            "[a](https://elsewhere.example/posts/target/)",
            "[a](/posts/target-practice/)",
            "[a](/tags/posts/target/)",
            "/posts/target/",
        ],
    )
    def test_are_none_where_nothing_leads_here(self, client: Client, target: Post, body: str) -> None:
        make_post("From", body=body)

        assert named(client, target, "div.linking dd") == []

    def test_leave_out_itself_and_name_each_once_newest_first(self, client: Client, target: Post) -> None:
        say(target, "See [above](/posts/target/#p1).")
        twice = "[a](/posts/target/), [b](/posts/target/#p1)"
        for days in range(2, 9):
            days_ago(f"From {days}", days, body=twice)

        assert named(client, target, "div.linking dd") == ["From 2, From 3, From 4, From 5, From 6"]

    def test_follow_a_change_of_address_on_either_side(self, client: Client, target: Post) -> None:
        make_post("From", body="[a](/posts/target/)")

        moved = posts.update(target, replace(posts.text_of(target), slug="aim"), by=None, now=NOW)
        make_post("Later", body="[a](/posts/aim/)", published_at=NOW - timedelta(days=2))
        assert named(client, moved, "div.linking dd") == ["From, Later"]

        taken = make_post("Target once more", slug="target")
        assert named(client, taken, "div.linking dd") == ["From"]
        assert named(client, moved, "div.linking dd") == ["Later"]

    def test_follow_every_way_a_body_changes(self, client: Client, target: Post) -> None:
        source = make_post("From", body="Words.")

        def linking() -> list[str]:
            return named(client, target, "div.linking dd")

        found = [linking()]
        say(source, "[a](/posts/target/)")
        found.append(linking())
        release.withdraw(source, reason="", by=None, now=NOW)
        found.append(linking())
        release.restore(source, by=None, now=NOW)
        found.append(linking())
        say(source, "Words.")
        found.append(linking())
        assert found == [[], ["From"], [], ["From"], []]

        say(source, "[a](/posts/target/)")
        PostLink.objects.all().delete()
        posts.rerender(source)
        assert linking() == ["From"]
        release.withdraw(source, reason="", by=None, now=NOW)
        deleting.delete(source, by=None, now=NOW)
        assert not PostLink.objects.exists()

    def test_may_link_before_there_is_anything(self, client: Client) -> None:
        make_post("From", body="[a](/posts/to-come/)")

        assert named(client, make_post("To come"), "div.linking dd") == ["From"]


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_any_number_of_others(count: int, costs: Callable[[str, int], None]) -> None:
    body = "[a](/posts/this/)"
    make_posts(count, newest=NOW - timedelta(days=2), body=body, tags=["web", "ai"])
    post = make_post("This", exchanges=[TALK], tags=["web", "ai"])
    make_series(parts=[post, *Post.objects.exclude(pk=post.pk)])

    costs("/posts/this/", 20)
