"""No text an author can save breaks a feed, a sitemap or the head of a page."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from blog.models import Excerpt, Post, SiteIdentity, Tag
from blog.syndication import feeds, formats
from blog.syndication.feeds import Author, Entry, Feed
from tests.factories import EXCHANGE, NOW, make_person, make_post
from tests.syndication.reading import FORMS, address, check, read

CONTROLS = "\x01\x08\x0b\x0c\x0e\x1b\x1f\ufffe\uffff"
pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now", "low_numbers")]


@pytest.mark.parametrize("under", ["/", "/excerpts/", "/tags/ai/"])
@pytest.mark.parametrize("form", FORMS)
def test_control_characters_are_left_out(client: Client, form: str, under: str) -> None:
    make_post(tags=["ai"], exchanges=[EXCHANGE], authors=[make_person()])
    Post.objects.update(
        title=f"A{CONTROLS}B", description=f"C{CONTROLS}D", segments=[{"html": f"<p>E{CONTROLS}F"}]
    )
    Excerpt.objects.update(context=f"G{CONTROLS}H")
    Excerpt.objects.get().turns.update(text=f"I{CONTROLS}J", label=f"K{CONTROLS}L")
    Tag.objects.update(name=f"M{CONTROLS}N")
    SiteIdentity.objects.update_or_create(
        pk=1, defaults={"name": f"O{CONTROLS}P", "introduction": f"{CONTROLS}."}
    )

    found = read(client.get(address(form, under)))

    assert found.title.startswith("OP")
    [entry] = found.entries
    shown = ("IJ", "IJ") if under == "/excerpts/" else ("AB", "CD")
    assert ("".join(entry.title.split()), "".join(entry.summary.split())) == shown
    assert not set(entry.html) & set(CONTROLS)
    assert "IJ" in entry.html


@pytest.mark.parametrize("form", FORMS)
def test_markup_in_titles_names_and_words_stays_text(client: Client, form: str) -> None:
    hostile = "<b>&amp; ]]> \"'</b>"
    make_post(
        hostile,
        tags=[hostile],
        authors=[make_person(hostile, slug="b")],
        exchanges=[f"Q: {hostile}?\n\nA: {hostile}"],
    )

    [entry] = read(client.get(address(form))).entries

    assert entry.title == hostile
    assert (entry.authors, entry.tags) == ([hostile], [hostile])
    assert "&lt;b&gt;&amp;amp; ]]&gt;" in entry.html


@pytest.mark.parametrize("form", FORMS)
def test_right_to_left_and_chinese_read_in_their_direction(client: Client, form: str) -> None:
    make_post(
        "没有人记得的服务器", language="zh-Hans", tags=["档案"], exchanges=["问：为什么？\n\n梅：因为。"]
    )
    make_post("ما الذي يبقى", language="ar", body="نص قصير.")

    arabic, chinese = read(client.get(address(form))).entries

    assert arabic.html.startswith('<div lang="ar" dir="rtl">')
    assert chinese.html.startswith('<div lang="zh-Hans" dir="ltr">')
    assert (chinese.title, chinese.tags) == ("没有人记得的服务器", ["档案"])
    assert chinese.url.isascii()


@pytest.mark.parametrize("form", FORMS)
def test_line_ends_of_any_kind_are_line_ends(client: Client, form: str) -> None:
    make_post("Title", summary="One\r\ntwo\rthree", body="A\r\n\r\nB\r\rC")

    [entry] = read(client.get(address(form))).entries

    assert entry.html.count("<p") == 3
    assert entry.summary.split() == ["One", "two", "three"]


def test_a_language_of_its_own_is_told_in_atom_and_rss(client: Client) -> None:
    make_post(language="ar")

    assert 'entry xml:lang="ar"' in client.get("/atom.xml").content.decode()
    assert "<dc:language>ar</dc:language>" in client.get("/rss.xml").content.decode()


class Answer:
    """As much of a response as a schema needs."""

    def __init__(self, content: bytes, form: formats.Form) -> None:
        self.content, self.headers = content, {"Content-Type": formats.CONTENT_TYPES[form]}


@pytest.mark.parametrize("form", FORMS)
@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: f"x{text}")
)
def test_any_text_makes_a_valid_feed(form: Any, text: str) -> None:
    legal = feeds.legal(text)
    entry = Entry(
        id="urn:uuid:00000000-0000-4000-8000-000000000000",
        url="https://quill.example/posts/a/",
        title=legal,
        summary=legal,
        html=legal,
        published=NOW,
        updated=NOW,
        language="en",
        authors=(Author(legal),),
        tags=(legal,),
    )
    feed = Feed(
        id=entry.id,
        title=legal,
        description=legal,
        url="https://quill.example/",
        language="en",
        author=Author(legal),
        entries=(entry,),
        updated=NOW,
    )

    check(Answer(formats.write(feed, form, "https://quill.example/feed"), form))
