"""Where the site and those who write here are elsewhere: rel="me", and their account in the fediverse."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html
from pytest_django import Settings

from blog.models import Person, SiteIdentity
from blog.publishing import library
from tests.factories import EXCHANGE, NOW, make_person, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

PROFILE = "https://social.example/@maren"


def found(client: Client, path: str, query: str) -> list[str]:
    return list(html.document_fromstring(client.get(path).content).xpath(query))


def test_the_home_page_says_which_pages_elsewhere_are_its_own(client: Client) -> None:
    library.save(SiteIdentity(pk=1, links=[PROFILE, "https://code.example/maren"]), now=NOW)

    assert found(client, "/", "//head/link[@rel='me']/@href") == [PROFILE, "https://code.example/maren"]
    assert found(client, "/feeds/", "//link[@rel='me']/@href") == []


def test_so_does_the_page_of_who_writes_here_and_of_nobody_else(client: Client) -> None:
    author = make_person("Ann Bee", links=[PROFILE], user=make_user())
    make_post(authors=[author], exchanges=[EXCHANGE])
    quoted = Person.objects.get(name="Lucía Prado")
    quoted.links = ["https://about.example/lucia"]
    library.save(quoted, now=NOW)

    elsewhere = "//section[@aria-labelledby='elsewhere']//a"
    assert found(client, "/people/ann-bee/", f"{elsewhere}[@rel='me']/@href") == [PROFILE]
    assert found(client, quoted.get_absolute_url(), f"{elsewhere}/@href") == quoted.links
    assert found(client, quoted.get_absolute_url(), f"{elsewhere}/@rel") == []


def test_an_essay_names_the_account_of_its_first_author_who_has_one(client: Client) -> None:
    hidden = make_person("Hidden", fediverse="@hidden@social.example", hidden=True)
    authors = [hidden, make_person("Cy Dee"), make_person("Ann Bee", fediverse="@ann@social.example")]
    essay, without = make_post(authors=authors), make_post()

    query = "//meta[@name='fediverse:creator']/@content"
    assert found(client, essay.get_absolute_url(), query) == ["@ann@social.example"]
    assert found(client, without.get_absolute_url(), query) == []


@pytest.mark.parametrize("typed", ["@ann@social.example", "@ann.bee-x@a.b.example", ""])
def test_an_account_is_written_as_one_calls_it(typed: str) -> None:
    Person(name="Ann Bee", slug="ann-bee", key="ann bee", fediverse=typed).full_clean()


@pytest.mark.parametrize(
    "typed",
    ["ann@social.example", "@ann", "@ann@social", "@a b@c.example", "https://c.example/@a", "@a@c.example\n"],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"Write it as @name@server\.example\."):
        Person(name="Ann Bee", slug="ann-bee", key="ann bee", fediverse=typed).full_clean()


def test_feeds_keep_their_ids_when_the_site_moves_or_a_tag_is_renamed(
    client: Client, settings: Settings
) -> None:
    tag = make_post(tags=["ai"]).shown_tags[0]
    library.save(SiteIdentity.current(), now=NOW)

    def ids(*paths: str) -> list[str]:
        told = (client.get(path).content.decode() for path in paths)
        return [text.partition("<id>")[2].partition("</id>")[0] for text in told]

    before = ids("/atom.xml", "/tags/ai/atom.xml", "/excerpts/atom.xml")
    settings.SITE_ORIGIN = "https://elsewhere.example"
    tag.slug = "machines"
    library.save(tag, now=NOW)

    assert ids("/atom.xml", "/tags/machines/atom.xml", "/excerpts/atom.xml") == before
    assert len({*before}) == 3
