"""`/excerpts/<slug>/embed/`: the one page that any site may frame, and it runs nothing."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from blog import urls
from tests.blog.reading import Page
from tests.factories import EXCHANGE, make_page, make_person, make_post

pytestmark = pytest.mark.full

EMBED = "/excerpts/what-makes-a-good-archive/embed/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


def test_shows_the_exchange_and_leads_to_its_page(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    page = Page(client.get(EMBED))

    assert page.text("h1") == "Q: What makes a good archive?"
    assert page.text("p.a") == "Lucía Prado: That someone unknown can still open it in thirty years."
    assert page.text("p.source") == "Source: Mañana en el archivo, 14 June 2025"
    assert page.links("p.from a") == ["/excerpts/what-makes-a-good-archive/"]
    assert page.text("p.from") == "Quoted by Rejoinder"


def test_runs_nothing_and_its_links_leave_the_frame(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    page = Page(client.get(EMBED))

    assert page.all("script") == page.all("form") == page.all("iframe") == []
    assert [base.attrib for base in page.all("base")] == [{"target": "_top"}]
    assert {link.get("target") for link in page.all("a")} == {None}


@pytest.mark.parametrize("again", [False, True])
def test_any_site_may_frame_it_also_when_it_has_it_already(client: Client, again: bool) -> None:
    make_post(exchanges=[EXCHANGE])
    etag = client.get(EMBED).headers["ETag"]

    answer = client.get(EMBED, headers={"if-none-match": etag} if again else {})

    assert answer.status_code == (304 if again else 200)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "X-Frame-Options" not in answer.headers


def test_no_other_address_may_be_framed(client: Client) -> None:
    make_post("A talk", exchanges=[EXCHANGE], tags=["web"], authors=[make_person("Ann Bee")])
    make_page("About", slug="about")
    slugs = {"post": "a-talk", "tag": "web", "person": "lucía-prado", "source": "mañana-en-el-archivo"}
    framable = set()
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        kind = re.split(r"[_]", str(pattern.name))[0]
        values = {
            "slug": slugs.get(kind, "about" if kind == "page" else "what-makes-a-good-archive"),
            "year": 2026,
            "kind": "posts",
            "number": 0,
            "digest": "0",
            "token": "0",
            "key": "0",
            "file": "0",
        }
        names = pattern.pattern.converters
        answer = client.get(reverse(f"blog:{pattern.name}", kwargs={name: values[name] for name in names}))
        policy = answer.headers["Content-Security-Policy"]
        if answer.headers.get("X-Frame-Options") != "DENY" or "frame-ancestors 'none'" not in policy:
            framable.add(pattern.name)

    assert framable == {"excerpt_embed"}


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_what_readers_do_not_see_is_framed_by_nobody(client: Client, state: str, status: int) -> None:
    make_post(exchanges=[EXCHANGE], state=state)

    answer = client.get(EMBED)

    assert answer.status_code == status
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_statement_has_a_heading_for_who_does_not_see_it(client: Client) -> None:
    make_post(exchanges=["Mei Tan: The catalogue is the archive."], slug="x")

    page = Page(client.get("/excerpts/the-catalogue-is-the-archive/embed/"))

    assert page.texts("h1") == ["The catalogue is the archive."]
