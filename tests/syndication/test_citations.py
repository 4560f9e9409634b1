"""`.bib`, `.csl.json` and the plain sentence, as programs written by others read them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from citeproc.source.json import CiteProcJSON
from django.test import Client

from blog.models import Excerpt, Person, Post, SiteIdentity, Source
from blog.models.source import Kind
from blog.publishing import library
from tests.blog.reading import Page
from tests.factories import EXCHANGE, NOW, make_person, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

PANEL = """::: qa {said=2024-06-08}
Moderator: You both run your own servers. Why keep doing it?

Mei Tan (founder): Because the day it breaks, I learn something.

Jonas Weld: I would stop tomorrow.

Mei Tan: It is about being able to.

Source: [Panel: Small Servers, day two](https://quayhall.example/2?a=1&b=100%25), 2024-06-08
:::"""


@pytest.fixture
def panel() -> Excerpt:
    """An exchange two essays quote: the first by Maren Quill, in October 2025."""
    at = datetime(2025, 10, 12, 9, tzinfo=UTC)
    post = make_post(
        "The day it breaks", exchanges=[PANEL], authors=[make_person("Maren Quill")], published_at=at
    )
    make_post("Later", body=f"[[qa: {post.excerpts.get().slug}]]")
    Source.objects.update(publisher="Quay Hall", kind=Kind.PANEL)
    return post.excerpts.get()


def bibtex(client: Client, row: Post | Excerpt) -> dict[str, Any]:
    """The one entry as a BibTeX parser reads it; its names are apart, and in their braces."""
    text = client.get(f"{row.get_absolute_url().rstrip('/')}.bib").content.decode()
    read = parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert read.failed_blocks == []
    [entry] = read.entries
    return {"type": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}


def printed(client: Client, row: Post | Excerpt) -> dict[str, str]:
    """Its fields as LaTeX prints them."""
    text = client.get(f"{row.get_absolute_url().rstrip('/')}.bib").content.decode()
    [entry] = parse_string(text, append_middleware=[LatexDecodingMiddleware()]).entries
    return {field.key: field.value for field in entry.fields}


def csl(client: Client, row: Post | Excerpt) -> dict[str, Any]:
    """The one item, once a CSL processor has taken it in."""
    [item] = json.loads(client.get(f"{row.get_absolute_url().rstrip('/')}.csl.json").content)
    [reference] = CiteProcJSON([item]).values()
    assert str(reference.title) == item["title"]
    return dict(item)


def sentence(client: Client, row: Post | Excerpt) -> str:
    page = Page(client.get(row.get_absolute_url()))
    [cite] = page.root.xpath("//*[@id='cite']")
    return " ".join(cite.xpath("dd")[0].text_content().split())


def test_titles_stand_in_the_marks_of_the_sites_language(client: Client, panel: Excerpt) -> None:
    library.save(SiteIdentity(pk=1, language="de"), now=NOW)

    said = sentence(client, panel)

    assert "in „Panel: Small Servers, day two“" in said
    assert "„The day it breaks“" in said


def test_an_excerpt_in_bibtex(client: Client, panel: Excerpt) -> None:
    assert bibtex(client, panel) == {
        "type": "misc",
        "key": panel.slug,
        "author": ["{Mei Tan}", "{Jonas Weld}"],
        "title": "{Panel: Small Servers, day two}",
        "publisher": "Quay Hall",
        "year": "2024",
        "date": "2024-06-08",
        "url": f"http://127.0.0.1:8000/excerpts/{panel.slug}/",
        "note": r"Quoted in Maren Quill, “The day it breaks”, 12 October 2025. "
        r"Original: https://quayhall.example/2?a=1\&b=100\%25",
    }
    assert printed(client, panel)["note"].endswith("Original: https://quayhall.example/2?a=1&b=100%25")


def test_an_excerpt_in_csl_json(client: Client, panel: Excerpt) -> None:
    assert csl(client, panel) == {
        "id": panel.slug,
        "type": "speech",
        "author": [{"literal": "Mei Tan"}, {"literal": "Jonas Weld"}],
        "title": "Panel: Small Servers, day two",
        "publisher": "Quay Hall",
        "issued": {"date-parts": [[2024, 6, 8]]},
        "URL": f"http://127.0.0.1:8000/excerpts/{panel.slug}/",
        "language": "en",
        "note": "Quoted in Maren Quill, “The day it breaks”, 12 October 2025. "
        "Original: https://quayhall.example/2?a=1&b=100%25",
    }


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("“Would you?” he said", "“‘Would you?’ he said”"),
        ('On "smaller"', "“On 'smaller'”"),
        ("Von „kleiner“", "“Von ‚kleiner‘”"),
        ("It’s ‘smaller’", "“It’s ‘smaller’”"),
    ],
)
def test_quotation_marks_within_a_quoted_title_are_the_inner_ones(
    client: Client, title: str, shown: str
) -> None:
    post = make_post(title)
    bibtex = client.get(f"{post.get_absolute_url()[:-1]}.bib").content.decode()

    assert sentence(client, post) == f"Rejoinder, {shown}, 28 February 2026."
    assert f"title = {{{{{title}}}}}" in bibtex


def test_what_runs_the_other_way_takes_no_date_along(client: Client) -> None:
    post = make_post("دفتر", exchanges=["س: متى؟\n\nليلى: الآن.\n\nSource: Talk, 2025-06-14"])
    excerpt = post.excerpts.get()
    note = client.get(f"{excerpt.get_absolute_url()[:-1]}.csl.json").json()[0]["note"]

    assert sentence(client, post) == "Rejoinder, \u2068“دفتر”\u2069, 28 February 2026."
    assert sentence(client, excerpt).startswith("\u2068ليلى\u2069, in “Talk”, 14 June 2025, ")
    assert note == "Quoted in Rejoinder, “دفتر”, 28 February 2026."


def test_an_excerpt_in_a_sentence(client: Client, panel: Excerpt) -> None:
    assert sentence(client, panel) == (
        "Mei Tan and Jonas Weld, in “Panel: Small Servers, day two”, Quay Hall, 8 June 2024, "
        "quoted in Maren Quill, “The day it breaks”, 12 October 2025."
    )


def test_an_essay_in_every_form(client: Client) -> None:
    authors = [make_person("Ann Bee"), make_person("The Cy and Dee Society"), make_person("José Ñandú")]
    post = make_post("Thirty years", slug="thirty-years", language="pt", authors=authors)

    url = "http://127.0.0.1:8000/posts/thirty-years/"
    assert bibtex(client, post) == {
        "type": "misc",
        "key": "thirty-years",
        "author": ["{Ann Bee}", "{The Cy and Dee Society}", "{José Ñandú}"],
        "title": "{Thirty years}",
        "howpublished": "Rejoinder",
        "year": "2026",
        "date": "2026-02-28",
        "url": url,
    }
    assert csl(client, post) == {
        "id": "thirty-years",
        "type": "post-weblog",
        "author": [{"literal": "Ann Bee"}, {"literal": "The Cy and Dee Society"}, {"literal": "José Ñandú"}],
        "title": "Thirty years",
        "container-title": "Rejoinder",
        "issued": {"date-parts": [[2026, 2, 28]]},
        "URL": url,
        "language": "pt",
    }
    assert sentence(client, post) == (
        "Ann Bee, The Cy and Dee Society and José Ñandú, “Thirty years”, Rejoinder, 28 February 2026."
    )


def test_no_sign_of_a_title_is_read_as_tex(client: Client) -> None:
    post = make_post(r"100% of it & ~$5 #1 a_b “é” 北京 č \alpha", slug="hard")

    assert printed(client, post)["title"] == r"100% of it & ~$5 #1 a_b “é” 北京 č \alpha"
    assert csl(client, post)["title"] == post.title


def test_braces_of_a_title_end_nothing(client: Client) -> None:
    post = make_post("}{{^", slug="braces")

    assert bibtex(client, post) | {"author": []} == {
        "type": "misc",
        "key": "braces",
        "author": [],
        "title": r"{\textbraceright{}\textbraceleft{}\textbraceleft{}\textasciicircum{}}",
        "howpublished": "Rejoinder",
        "year": "2026",
        "date": "2026-02-28",
        "url": "http://127.0.0.1:8000/posts/braces/",
    }


def test_a_key_is_ascii_and_no_other_rows(client: Client) -> None:
    keys = [bibtex(client, make_post(title))["key"] for title in ("北京的桥", "北京的路", "Über alles")]

    ids = [post.feed_id.hex[:8] for post in Post.objects.order_by("pk")]
    assert keys == [f"essay-{ids[0]}", f"essay-{ids[1]}", f"uber-alles-{ids[2]}"]


def test_what_is_not_known_is_left_out(client: Client) -> None:
    excerpt = make_post("On why", exchanges=["Q: Why is it so?\n\nA: It was asked."]).excerpts.get()

    assert csl(client, excerpt) == {
        "id": "why-is-it-so",
        "type": "document",
        "title": "Why is it so?",
        "URL": "http://127.0.0.1:8000/excerpts/why-is-it-so/",
        "language": "en",
        "note": "Quoted in Rejoinder, “On why”, 28 February 2026.",
    }
    assert sentence(client, excerpt) == "“Why is it so?”, quoted in Rejoinder, “On why”, 28 February 2026."


def test_a_month_or_a_year_is_no_more_than_that(client: Client) -> None:
    months = [EXCHANGE.replace("2025-06-14", date) for date in ("2025-06", "2025")]
    found = [make_post(exchanges=[month]).excerpts.get() for month in months]

    assert [csl(client, each)["issued"] for each in found] == [
        {"date-parts": [[2025, 6]]},
        {"date-parts": [[2025]]},
    ]
    assert [bibtex(client, each)["date"] for each in found] == ["2025-06", "2025"]


def test_a_hidden_person_is_cited_as_quoted(client: Client) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    person = Person.objects.get()
    person.hidden, person.name = True, "Lucía Prado Iglesias"
    library.save(person, now=datetime(2026, 3, 1, tzinfo=UTC))

    assert csl(client, excerpt)["author"] == [{"literal": "Lucía Prado"}]


def test_who_translated_is_named(client: Client) -> None:
    fence = (
        "::: qa {lang=es}\nLucía: Que alguien pueda abrirlo.\nTranslation (en, Ann Bee): That one can.\n:::"
    )
    excerpt = make_post(exchanges=[fence]).excerpts.get()

    assert csl(client, excerpt)["translator"] == [{"literal": "Ann Bee"}]
    assert bibtex(client, excerpt)["translator"] == ["{Ann Bee}"]


@pytest.mark.parametrize("ending", [".bib", ".csl.json"])
def test_a_file_says_what_it_is_and_is_sent_once(client: Client, panel: Excerpt, ending: str) -> None:
    for row in (panel, panel.posts.earliest("published_at")):
        path = f"{row.get_absolute_url().rstrip('/')}{ending}"
        answer = client.get(path)
        again = client.get(path, headers={"if-none-match": answer.headers["ETag"]})

        kinds = {
            ".bib": "application/x-bibtex; charset=utf-8",
            ".csl.json": "application/vnd.citationstyles.csl+json",
        }
        assert answer.headers["Content-Type"] == kinds[ending]
        assert answer.headers["Link"] == f'<http://127.0.0.1:8000{row.get_absolute_url()}>; rel="canonical"'
        assert (again.status_code, again.content) == (304, b"")
