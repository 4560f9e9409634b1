"""What a feed says: the same in each form."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Excerpt, SiteIdentity
from blog.publishing import library, posts, release, working_copy
from tests.factories import EXCHANGE, NOW, make_event, make_person, make_post
from tests.syndication.reading import FORMS, Entry, Feed, address, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now"),
    pytest.mark.parametrize("form", FORMS),
]

ORIGIN = "https://quill.example"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_ORIGIN = ORIGIN
    site = SiteIdentity(pk=1, name="Maren Quill", introduction="I am Maren Quill.", language="en")
    library.save(site, now=NOW)


def feed(client: Client, form: str, under: str = "/") -> Feed:
    return read(client.get(address(form, under)))


def words(entry: Entry) -> list[str]:
    """The text of each block of an entry, as read without any style."""
    blocks = html.fromstring(entry.html).xpath(".//p | .//h1 | .//h2 | .//pre")
    return [" ".join(block.text_content().split()) for block in blocks]


def test_tells_whose_it_is_where_it_stands_and_in_what_language(client: Client, form: str) -> None:
    make_post()

    found = feed(client, form)

    assert (found.title, found.url, found.language) == ("Maren Quill", f"{ORIGIN}/", "en")
    assert found.self_url == ORIGIN + address(form)


def test_carries_an_essay_whole_with_its_exchange_in_place(client: Client, form: str) -> None:
    post = make_post(
        title="Thirty years",
        slug="thirty-years",
        summary="On opening old files.",
        body=f"First a word.\n\n::: qa\n{EXCHANGE}\n:::\n\nThen [more](/about/).",
        tags=["archives", "small servers"],
        authors=[make_person("Ann Bee"), make_person("Cy Dee")],
        published_at=datetime(2026, 2, 27, 9, 30, tzinfo=UTC),
    )

    [entry] = feed(client, form).entries

    assert entry.id == f"urn:uuid:{post.feed_id}"
    assert (entry.url, entry.title) == (f"{ORIGIN}/posts/thirty-years/", "Thirty years")
    assert entry.summary == "On opening old files."
    assert entry.authors == ["Ann Bee", "Cy Dee"]
    assert entry.tags == ["archives", "small servers"]
    assert words(entry) == [
        "First a word.",
        "Q: What makes a good archive?",
        "Lucía Prado: That someone unknown can still open it in thirty years.",
        "Source: Mañana en el archivo, 14 June 2025",
        "Link to this excerpt",
        "Then more.",
    ]


def test_needs_no_address_but_absolute_ones(client: Client, form: str) -> None:
    make_post(body="See [one](/about/) and [two](https://two.example/).", exchanges=[EXCHANGE])

    [entry] = feed(client, form).entries

    assert html.fromstring(entry.html).xpath("//@href") == [
        "https://radiolitoral.example/archivo",
        f"{ORIGIN}/excerpts/what-makes-a-good-archive/",
        f"{ORIGIN}/about/",
        "https://two.example/",
    ]


def test_links_inside_an_essay_lead_to_its_page(client: Client, form: str) -> None:
    body = "Said [before](#x-before-t2), [here](#x-before) and noted.[^1]\n\n[^1]: A note.\n\n## Part\n\nEnd."
    post = make_post(body=body, exchanges=["::: qa before\nQ: Before?\n\nAnn Bee: Yes.\n:::"])

    tree = html.fromstring(feed(client, form).entries[0].html)

    page = ORIGIN + post.get_absolute_url()
    inside = [link.removeprefix(page) for link in tree.xpath("//@href") if "#" in link]
    assert inside == ["#x-before-t2", "#x-before", "#n-1"]
    shown = html.fromstring(client.get(post.get_absolute_url()).content)
    assert {link[1:] for link in inside} <= set(shown.xpath("//@id"))


@pytest.mark.parametrize(
    ("language", "said", "marked"),
    [
        ("de", "Link zu diesem Auszug", []),
        ("es", "Link to this excerpt", ["en"]),
        ("xx-Evil", "Link to this excerpt", ["en"]),
    ],
)
def test_what_is_said_around_an_essay_is_in_its_language_or_the_sites(
    client: Client, form: str, language: str, said: str, marked: list[str]
) -> None:
    make_post(body="Nada.", exchanges=["Q: Antes?\n\nAnn Bee: Sí."], language=language)

    [entry] = feed(client, form).entries

    assert words(entry) == ["Q: Antes?", "Ann Bee: Sí.", said, "Nada."]
    assert html.fromstring(entry.html).xpath(f"//p[a = '{said}']/@lang") == marked


def test_an_excerpt_the_text_does_not_place_stands_first(client: Client, form: str) -> None:
    make_post(body="After it.", exchanges=["Q: Before?\n\nAnn Bee: Yes."])

    [entry] = feed(client, form).entries

    assert words(entry) == ["Q: Before?", "Ann Bee: Yes.", "Link to this excerpt", "After it."]


def test_tells_role_time_translation_cuts_and_lines_of_a_turn(client: Client, form: str) -> None:
    make_post(body="After it.", exchanges=[EXCHANGE])
    turn = Excerpt.objects.with_turns().get().turn_list[1]
    turn.capacity, turn.time_code, turn.language = "keeper", "41:07", "es"
    turn.text = "Que alguien [desconocido] […]\npueda abrirlo.\n\nNada más."
    turn.translation, turn.translation_language, turn.translator = "That someone can.", "en", "Ann Bee"
    turn.save()

    [entry] = feed(client, form).entries

    assert words(entry)[1:4] == [
        "Lucía Prado (keeper) (41:07): Que alguien [desconocido] […]pueda abrirlo.",
        "Nada más.",
        "Translated by Ann Bee: That someone can.",
    ]
    assert html.fromstring(entry.html).xpath("//blockquote/p/@lang") == ["es", "es"]


@pytest.mark.parametrize(
    ("translator", "told"), [("Ann Bee", "Übersetzt von Ann Bee: "), ("", "Übersetzt: ")]
)
def test_says_in_the_essays_language_that_words_are_translated(
    client: Client, form: str, translator: str, told: str
) -> None:
    make_post(exchanges=[EXCHANGE], language="de")
    turn = Excerpt.objects.with_turns().get().turn_list[1]
    turn.translation, turn.translation_language, turn.translator = "That someone can.", "en", translator
    turn.save()

    [entry] = feed(client, form).entries

    [label] = html.fromstring(entry.html).xpath("//blockquote/p/i")
    assert (label.text, label.get("lang")) == (told, "de")


def test_an_entry_stays_the_same_through_a_new_title_and_address(client: Client, form: str) -> None:
    post = make_post(title="Before", slug="before")
    [first] = feed(client, form).entries

    text = posts.text_of(post)
    posts.update(post, replace(text, title="After", slug="after"), by=None, now=NOW - DAY / 2)

    [second] = feed(client, form).entries
    assert (second.id, second.published) == (first.id, first.published)
    assert (second.title, second.url) == ("After", f"{ORIGIN}/posts/after/")
    assert (first.updated, second.updated) == (NOW - DAY, NOW - DAY / 2)


def test_a_working_copy_changes_nothing(client: Client, form: str) -> None:
    post = make_post(title="Shown")
    before = feed(client, form)

    text = posts.text_of(post)
    working_copy.keep(post, replace(text, title="Not yet"), by=None, now=NOW)

    assert feed(client, form) == before


def test_an_essay_without_authors_is_the_sites(client: Client, form: str) -> None:
    make_post()

    assert feed(client, form).entries[0].authors == ["Maren Quill"]


def test_of_a_tag_carries_only_its_essays(client: Client, form: str) -> None:
    make_post(title="Of it", tags=["small servers"])
    make_post(title="Of another", tags=["archives"])

    found = feed(client, form, "/tags/small-servers/")

    assert [entry.title for entry in found.entries] == ["Of it"]
    assert found.title == "Maren Quill: essays tagged small servers"
    assert (found.url, found.self_url) == (
        f"{ORIGIN}/tags/small-servers/",
        ORIGIN + address(form, "/tags/small-servers/"),
    )


def test_of_excerpts_carries_each_once_with_the_essays_that_quote_it(client: Client, form: str) -> None:
    make_post(title="First", slug="first", exchanges=[EXCHANGE], published_at=NOW - 2 * DAY)
    excerpt = Excerpt.objects.get()
    make_post(title="Second", slug="second", body=f"[[qa: {excerpt.slug}]]", published_at=NOW - DAY)
    make_post(exchanges=["Q: Later?\n\nAnn Bee: Yes."], published_at=NOW - DAY)

    found = feed(client, form, "/excerpts/")

    assert (found.title, found.url) == ("Maren Quill: excerpts", f"{ORIGIN}/excerpts/")
    assert [entry.title for entry in found.entries] == ["Later?", "What makes a good archive?"]
    entry = found.entries[1]
    assert (entry.id, entry.url) == (f"urn:uuid:{excerpt.feed_id}", f"{ORIGIN}{excerpt.get_absolute_url()}")
    assert entry.summary == "That someone unknown can still open it in thirty years."
    assert (entry.published, entry.updated) == (NOW - 2 * DAY, NOW - 2 * DAY)
    assert words(entry) == [
        "Q: What makes a good archive?",
        "Lucía Prado: That someone unknown can still open it in thirty years.",
        "Source: Mañana en el archivo, 14 June 2025",
        "Quoted in Second, First",
    ]


def test_of_a_site_without_essays_is_empty_and_the_same_each_time(client: Client, form: str) -> None:
    first, second = (client.get(address(form)) for _ in range(2))

    assert read(first).entries == []
    assert first.content == second.content


def test_without_entries_changed_when_the_site_did(client: Client, form: str) -> None:
    release.withdraw(make_post(), reason="Wrong.", by=None, now=NOW + DAY)

    said = client.get(address(form)).content.decode()

    told = {
        "atom": "<updated>2026-03-02T12:00:00+00:00</updated>",
        "rss": "<lastBuildDate>Mon, 02 Mar 2026 12:00:00 +0000</lastBuildDate>",
        "json": '"items": []',
    }
    assert told[form] in said


def test_is_not_sent_again_to_who_has_it(client: Client, form: str) -> None:
    post = make_post()
    tag = client.get(address(form)).headers["ETag"]

    assert client.get(address(form), headers={"If-None-Match": tag}).status_code == 304

    release.withdraw(post, reason="Wrong.", by=None, now=NOW)
    again = client.get(address(form), headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert read(again).entries == []


def test_of_nothing_asked_otherwise_is_refused(client: Client, form: str) -> None:
    assert client.post(address(form)).status_code == 405


def test_tells_what_happened_since_and_when_it_was_told(client: Client, form: str) -> None:
    post = make_post(slug="thirty-years", body="A word.", exchanges=[EXCHANGE])
    excerpt = post.excerpts.get()
    make_event(post, text="It is a co-operative.")
    make_event(excerpt, text="It said “ten”.", source="The recording")
    make_event(excerpt, kind="follow-up", text="It was opened.", url="https://litoral.example/a")
    make_event(excerpt, kind="reply", label="Lucía Prado", text="Still so.\n\nI tried.", source="By letter.")

    (essay,), (alone,) = feed(client, form).entries, feed(client, form, "/excerpts/").entries

    about_words = [
        "Corrected 28 February 2026. It said “ten”. The recording",
        "Reply, 28 February 2026.",
        "Lucía Prado: Still so.",
        "I tried.",
        "By letter.",
        "Since then, 28 February 2026. It was opened. litoral.example",
    ]
    assert [said for said in words(essay) if said in about_words] == about_words
    assert [said for said in words(alone) if said in about_words] == about_words
    assert words(essay)[0] == "Corrected 28 February 2026. It is a co-operative."
    assert essay.updated == alone.updated == NOW
