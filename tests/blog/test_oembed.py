"""`/oembed`: discovered on a page, asked by a client written by others, refused as the specification says."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from micawber.providers import Provider

from blog.models import Excerpt
from blog.publishing import excerpts
from tests.blog.reading import Page
from tests.factories import EXCHANGE, make_post

PAGE = "http://127.0.0.1:8000/excerpts/what-makes-a-good-archive/"
FRAME = (
    '<iframe src="http://127.0.0.1:8000/excerpts/what-makes-a-good-archive/embed/" width="600" height="266" '
    'title="What makes a good archive?" loading="lazy" frameborder="0"></iframe>'
)
TOLD = {
    "type": "rich",
    "version": "1.0",
    "title": "What makes a good archive?",
    "provider_name": "Rejoinder",
    "provider_url": "http://127.0.0.1:8000/",
    "html": FRAME,
    "width": 600,
    "height": 266,
}


def ask(client: Client, **asked: Any) -> Any:
    return client.get("/oembed", asked)


def discovered(client: Client, form: str) -> str:
    links = Page(client.get(PAGE)).all("link")
    [found] = [link.get("href") for link in links if link.get("type") == f"{form}+oembed"]
    return str(found)


def test_a_client_finds_it_on_the_page_and_is_told_what_to_frame(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_post(exchanges=[EXCHANGE])
    endpoint = urlsplit(discovered(client, "application/json"))
    provider = Provider(f"{endpoint.scheme}://{endpoint.netloc}{endpoint.path}")
    monkeypatch.setattr(provider, "fetch", lambda url: client.get(url).content.decode())

    told = provider.request(parse_qs(endpoint.query)["url"][0])

    assert {name: told[name] for name in TOLD} == TOLD


def test_the_same_in_xml(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    answer = client.get(discovered(client, "text/xml"))

    root = etree.fromstring(answer.content)
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    assert {element.tag: element.text for element in root} == {
        name: str(value) for name, value in TOLD.items()
    }


def test_json_is_what_is_told_where_nothing_is_said(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    answer = ask(client, url=PAGE)

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == TOLD


def test_is_no_larger_than_asked_for(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    told = ask(client, url=PAGE, maxwidth=300, maxheight=200).json()

    assert (told["width"], told["height"]) == (300, 200)
    assert 'width="300" height="200"' in told["html"]


@pytest.mark.parametrize("size", ["", "wide", "-5", "1e3", "9" * 40])
def test_a_size_that_is_none_asks_for_nothing(client: Client, size: str) -> None:
    make_post(exchanges=[EXCHANGE])

    assert ask(client, url=PAGE, maxwidth=size).json() == TOLD


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://127.0.0.1:8000/",
        "http://127.0.0.1:8000/excerpts/nothing-here/",
        "http://127.0.0.1:8000/excerpts/what-makes-a-good-archive.json",
        "http://127.0.0.1:8000/posts/a-talk/",
        "https://127.0.0.1:8000/excerpts/what-makes-a-good-archive/",
        "http://elsewhere.example/excerpts/what-makes-a-good-archive/",
        "//127.0.0.1:8000/excerpts/what-makes-a-good-archive/",
        "http://[/excerpts/what-makes-a-good-archive/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_excerpt_here_is_not_found(client: Client, url: str) -> None:
    make_post("A talk", exchanges=[EXCHANGE])

    assert ask(client, url=url).status_code == 404


def test_a_form_that_is_not_written_is_not_implemented(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    assert ask(client, url=PAGE, format="yaml").status_code == 501


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_what_readers_do_not_see_is_told_to_nobody(client: Client, state: str, status: int) -> None:
    make_post(exchanges=[EXCHANGE], state=state)

    answers = [ask(client, url=PAGE, format=form) for form in ("json", "xml")]

    assert [answer.status_code for answer in answers] == [status, status]
    assert "thirty years" not in "".join(answer.content.decode() for answer in answers)


def test_a_turn_and_a_former_address_lead_to_the_excerpt(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    excerpts.rename(Excerpt.objects.get(), "an-archive", now=timezone.now())

    told = ask(client, url=f"{PAGE}#t2").json()

    assert 'src="http://127.0.0.1:8000/excerpts/an-archive/embed/"' in told["html"]


def test_no_words_end_the_frame_they_title(client: Client) -> None:
    make_post(exchanges=['Q: "><script>alert(1)</script>?\n\nMei Tan: So.'])
    url = f"http://127.0.0.1:8000{Excerpt.objects.get().get_absolute_url()}"

    told = ask(client, url=url).json()

    assert told["title"] == '"><script>alert(1)</script>?'
    assert "<script>" not in told["html"]


def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    etag = ask(client, url=PAGE).headers["ETag"]

    answer = client.get("/oembed", {"url": PAGE}, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
