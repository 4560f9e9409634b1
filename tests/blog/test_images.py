"""Images on readers’ pages: over an essay, in its text, in lists, with a person, in feeds, where shared."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html
from pytest_django.fixtures import Settings

from blog.models import Image, Rendition
from blog.publishing import library
from tests.factories import make_page, make_person, make_post
from tests.media.images import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(autouse=True)
def media_root(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_ORIGIN = "https://quill.example"


def with_rendition(image: Image, width: int = 32) -> Image:
    Rendition.objects.create(
        image=image, file=f"slips-{width}.jpg", media_type="image/jpeg", width=width, height=24, size=9
    )
    return image


def shown(answer: Any, path: str) -> list[str]:
    return [str(found) for found in html.fromstring(answer.content).xpath(path)]


def test_stand_where_the_text_says(client: Client) -> None:
    image = make_image(alt="Four slips")
    post = make_post(body=f"It.\n\n![](media:{image.key} 'Found in a box.')")

    page = client.get(post.get_absolute_url())

    assert shown(page, "//figure//img/@src") == [image.get_absolute_url()]
    assert shown(page, "//figure//img/@alt") == ["Four slips"]
    assert shown(page, "//figure/figcaption/text()") == ["Found in a box."]


def test_stand_on_a_page(client: Client) -> None:
    image = make_image()
    make_page("About", body=f"Me.\n\n![Me](media:{image.key})")

    assert shown(client.get("/about/"), "//figure//img/@src") == [image.get_absolute_url()]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_cost_the_same_for_any_number(count: int, costs: Callable[[str, int], None]) -> None:
    text = "\n\n".join(f"![{n}](media:{with_rendition(make_image(f'{n}.png')).key})" for n in range(count))
    post = make_post(body=f"It.\n\n{text}")

    costs(post.get_absolute_url(), 14)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_covers_cost_the_same_for_any_number(count: int, costs: Callable[[str, int], None]) -> None:
    for number in range(count):
        make_post(cover=with_rendition(make_image(f"{number}.png")).key)

    costs("/posts/", 7)


def test_a_cover_stands_over_the_essay_and_is_loaded_first(client: Client) -> None:
    cover, inside = make_image("cover.png", alt="A boat"), make_image("inside.png")
    post = make_post(cover=cover.key, body=f"It.\n\n![](media:{inside.key})")

    page = client.get(post.get_absolute_url())

    assert shown(page, "//img/@src") == [cover.get_absolute_url(), inside.get_absolute_url()]
    assert shown(page, "//img/@loading") == ["lazy"]
    assert shown(page, '//figure[@class="cover"]//img/@alt') == ["A boat"]


@pytest.mark.parametrize("address", ["/", "/posts/", "/archive/2026/"])
def test_a_cover_stands_in_lists(address: str, client: Client) -> None:
    cover = make_image("cover.png")
    make_post(cover=cover.key)

    assert shown(client.get(address), "//main//img/@src") == [cover.get_absolute_url()]


def test_a_cover_goes_where_the_essay_is_shared(client: Client) -> None:
    cover = with_rendition(make_image("cover.png", alt='A "boat"'))
    page = client.get(make_post(cover=cover.key).get_absolute_url())

    said = dict(
        zip(
            shown(page, "//meta[@property]/@property"), shown(page, "//meta[@property]/@content"), strict=True
        )
    )
    (told,) = shown(page, '//script[@type="application/ld+json"]/text()')

    at = f"https://quill.example/media/{cover.key}/slips-32.jpg"
    assert {name: value for name, value in said.items() if "image" in name} == {
        "og:image": at,
        "og:image:width": "32",
        "og:image:height": "24",
        "og:image:alt": 'A "boat"',
    }
    assert json.loads(told)["image"] == {
        "@type": "ImageObject",
        "url": at,
        "width": 32,
        "height": 24,
        "caption": 'A "boat"',
    }


def test_an_essay_without_a_cover_shares_none(client: Client) -> None:
    page = client.get(make_post().get_absolute_url()).content.decode()

    assert ("og:image" in page, "ImageObject" in page) == (False, False)


@pytest.mark.parametrize("feed", ["/atom.xml", "/rss.xml", "/feed.json"])
def test_a_feed_names_them_whole(feed: str, client: Client) -> None:
    cover, inside = make_image("cover.png"), make_image("inside.png")
    make_post(cover=cover.key, body=f"It.\n\n![](media:{inside.key})")

    said = client.get(feed).content.decode()

    for image in (cover, inside):
        assert f"https://quill.example{image.get_absolute_url()}" in said
    assert f"media:{inside.key}" not in said


def test_the_markdown_names_them_whole(client: Client) -> None:
    image = make_image()
    post = make_post(body=f"It.\n\n![A slip](media:{image.key})")

    said = client.get(f"/posts/{post.slug}.md").content.decode()

    assert f"![A slip](https://quill.example{image.get_absolute_url()})" in said


def test_a_portrait_stands_on_its_persons_page(client: Client, now: datetime) -> None:
    person = make_person("Ida Crane")
    person.portrait = image = make_image("ida.png", alt="Ida Crane at a desk")
    library.save(person, now=now)
    post = make_post(authors=[person])

    page = client.get("/people/ida-crane/")
    (told,) = shown(client.get(post.get_absolute_url()), '//script[@type="application/ld+json"]/text()')

    at = f"https://quill.example{image.get_absolute_url()}"
    assert shown(page, "//main//img/@alt") == ["Ida Crane at a desk"]
    assert shown(page, '//meta[@property="og:image"]/@content') == [at]
    assert json.loads(told)["author"][0]["image"] == at


def test_a_hidden_authors_portrait_is_named_nowhere(client: Client, now: datetime) -> None:
    person = make_person("Ida Crane", hidden=True)
    person.portrait = make_image("ida.png")
    library.save(person, now=now)
    post = make_post(authors=[person])

    assert "ida.png" not in client.get(post.get_absolute_url()).content.decode()
