"""The sitemap: every page there is, valid, and in shards where it is long."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from blog.models import Excerpt, Person, Post
from blog.publishing import library
from blog.syndication import sitemaps
from tests.factories import COUNTS, EXCHANGE, NOW, make_page, make_person, make_post, make_posts
from tests.syndication.reading import check

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.every_engine,
    pytest.mark.usefixtures("at_now", "low_numbers"),
]

ORIGIN = "https://quill.example"


@pytest.fixture(autouse=True)
def _origin(settings: Any) -> None:
    settings.SITE_ORIGIN = ORIGIN


def places(client: Client, path: str = "/sitemap.xml") -> dict[str, str]:
    """The addresses in a valid sitemap, in order and without the origin, each with its last change."""
    answer = client.get(path)
    assert answer.status_code == 200
    check(answer)
    found = {}
    for place in etree.fromstring(answer.content):
        told = {str(etree.QName(child).localname): child.text or "" for child in place}
        assert told["loc"].startswith(ORIGIN)
        found[told["loc"].removeprefix(ORIGIN)] = told.get("lastmod", "")
    return found


def alternates(client: Client, path: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
    """Of each address that has any: where it stands in which language."""
    root = etree.fromstring(client.get(path).content)
    links = {
        url[0].text or "": {
            link.get("hreflang", ""): link.get("href", "") for link in url.iter(f"{{{sitemaps.XHTML}}}link")
        }
        for url in root
    }
    return {url: told for url, told in links.items() if told}


@pytest.mark.parametrize("shard", [1_000_000, 1])
def test_names_the_languages_of_a_translated_essay(
    client: Client, monkeypatch: pytest.MonkeyPatch, shard: int
) -> None:
    original = make_post("Shade", slug="shade")
    make_post("Schatten", slug="schatten", language="de", translation_of=original.pk)
    make_post("ظل", slug="ظل", language="ar", translation_of=original.pk, state="draft")
    make_post("Alone", slug="alone")
    urls = {
        "en": f"{ORIGIN}/posts/shade/",
        "de": f"{ORIGIN}/posts/schatten/",
        "x-default": f"{ORIGIN}/posts/shade/",
    }
    monkeypatch.setattr(sitemaps, "SHARD", shard)

    found: dict[str, dict[str, str]] = {}
    for pk in Post.objects.values_list("pk", flat=True):
        path = "/sitemap.xml" if shard > 1 else f"/sitemap-posts-{pk}.xml"
        if client.get(path).status_code == 200:
            found |= alternates(client, path)
            places(client, path)

    assert found == {urls["en"]: urls, urls["de"]: urls}


def test_of_an_empty_site_has_its_home_page(client: Client) -> None:
    assert places(client) == {"/": ""}


def test_names_every_page_and_when_it_last_changed(client: Client) -> None:
    make_post(
        "Thirty years",
        slug="thirty-years",
        tags=["small servers"],
        authors=[make_person("Ann Bee")],
        exchanges=[EXCHANGE],
        published_at=NOW - timedelta(days=1),
    )
    make_page("About")

    assert places(client) == {
        "/": "",
        "/posts/": "",
        "/excerpts/": "",
        "/people/": "",
        "/sources/": "",
        "/tags/": "",
        "/posts/thirty-years/": "2026-02-28T12:00:00+00:00",
        "/excerpts/what-makes-a-good-archive/": "2026-02-28T12:00:00+00:00",
        "/people/ann-bee/": "",
        "/people/luc%C3%ADa-prado/": "",
        "/sources/ma%C3%B1ana-en-el-archivo/": "",
        "/tags/small-servers/": "",
        "/about/": "2026-03-01T12:00:00+00:00",
    }


def test_every_address_in_it_answers(client: Client) -> None:
    make_post(tags=["档案"], exchanges=[EXCHANGE], title="没有人记得的服务器", authors=[make_person("梅")])
    make_page("About")

    assert {path: client.get(path).status_code for path in places(client)} == dict.fromkeys(
        places(client), 200
    )


def test_a_hidden_person_is_not_named(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    person = Person.objects.get()
    person.hidden = True
    library.save(person, now=NOW)

    assert [path for path in places(client) if path.startswith("/people/")] == []


def test_a_long_one_is_an_index_of_shards_that_hold_the_same(client: Client, monkeypatch: Any) -> None:
    make_posts(5, tags=["ai"])
    make_page("About")
    whole = places(client)

    monkeypatch.setattr(sitemaps, "SHARD", 3)

    index = places(client)
    kinds = ["lists", "posts", "excerpts", "people", "sources", "tags", "pages"]
    assert sorted({path.split("-")[1] for path in index}) == sorted(kinds)
    parted = [place for shard in index for place in places(client, shard).items()]
    assert len(parted) == len(dict(parted))
    assert dict(parted) == whole


def test_a_post_stays_in_its_shard_when_older_ones_go(client: Client, monkeypatch: Any) -> None:
    posts = make_posts(4)
    monkeypatch.setattr(sitemaps, "SHARD", 2)
    shard = f"/sitemap-posts-{posts[-1].pk // 2}.xml"
    before = places(client, shard)

    library.delete(posts[0], now=NOW)

    assert places(client, shard) == before


@pytest.mark.parametrize("at_once", [1, 2, 256])
def test_an_index_names_no_shard_of_drafts_alone(client: Client, monkeypatch: Any, at_once: int) -> None:
    monkeypatch.setattr(sitemaps, "SHARD", 4)
    monkeypatch.setattr(sitemaps, "SAMPLED_AT_ONCE", at_once)
    for state in [*["draft"] * 9, "published", *["draft"] * 11, "published", "draft", "published"]:
        make_post(state=state)

    shown = Post.objects.published(NOW).order_by("pk").values_list("pk", flat=True)
    shards = dict.fromkeys(f"/sitemap-posts-{pk // 4}.xml" for pk in shown)
    assert [path for path in places(client) if "-posts-" in path] == list(shards)


@pytest.mark.parametrize("shard", ["posts-7", f"posts-{10**30}", "drafts-0", "lists-1", "posts-", "posts"])
def test_no_other_shard_exists(client: Client, shard: str) -> None:
    make_post()

    assert client.get(f"/sitemap-{shard}.xml").status_code == 404


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_rows(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    make_posts(count, tags=["ai"], authors=[make_person()])
    client.get("/sitemap.xml")  # the first request turns what is due

    with django_assert_num_queries(1 + 7 + 7 + 1 + 1):
        client.get("/sitemap.xml")


def test_is_not_sent_again_to_who_has_it(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    tag = client.get("/sitemap.xml").headers["ETag"]

    assert client.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304

    excerpt = Excerpt.objects.get()
    excerpt.slug = "renamed"
    library.save(excerpt, now=NOW)
    again = client.get("/sitemap.xml", headers={"If-None-Match": tag})
    assert again.status_code == 200


def test_robots_are_told_where_it_is(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {ORIGIN}/sitemap.xml",
    ]
