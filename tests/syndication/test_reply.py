"""“Reply by e-mail” ends an essay in the feeds of those authors who wish for it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import html

from tests.factories import EXCHANGE, make_person, make_post
from tests.syndication.reading import FORMS, address, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def letters(client: Client, path: str) -> list[str]:
    [entry] = read(client.get(path)).entries
    return [link for link in html.fromstring(entry.html).xpath("//a/@href") if link.startswith("mailto:")]


@pytest.mark.parametrize("form", FORMS)
def test_leads_to_a_letter_to_each_author_who_gives_an_address(client: Client, form: str) -> None:
    authors = [
        make_person("Ann Bee", reply_to="ann+blog@bee.example"),
        make_person("Cy Dee"),
        make_person("Eve Fox", reply_to="eve@fox.example"),
    ]
    make_post("Thirty years & more", authors=authors)

    [letter] = letters(client, address(form))

    found = urlsplit(letter)
    assert found.path == "ann%2Bblog@bee.example,eve@fox.example"
    assert parse_qs(found.query) == {"subject": ["Re: Thirty years & more"]}


def test_nobody_is_written_to_who_did_not_ask(client: Client) -> None:
    make_post(authors=[make_person("Cy Dee")])

    assert letters(client, "/atom.xml") == []


def test_not_to_someone_who_is_hidden_or_only_quoted(client: Client) -> None:
    hidden = make_person("Ann Bee", reply_to="ann@bee.example", hidden=True)
    make_person("Lucía Prado", reply_to="lucia@prado.example")
    make_post(authors=[hidden], exchanges=[EXCHANGE])

    for path in ("/feed.json", "/excerpts/feed.json"):
        assert letters(client, path) == []
        assert "@" not in client.get(path).content.decode()


def test_no_page_names_the_address(client: Client) -> None:
    post = make_post(authors=[make_person("Ann Bee", reply_to="ann@bee.example")])

    for path in (post.get_absolute_url(), "/people/ann-bee/", f"/posts/{post.slug}.md"):
        answer = client.get(path)
        assert (answer.status_code, "ann@bee.example" in answer.content.decode()) == (200, False), path
