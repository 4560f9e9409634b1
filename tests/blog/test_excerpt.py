"""How an excerpt reads, wherever it stands: its turns, names, translations and source line."""

import pytest
from django.test import Client

from blog.models import Excerpt, Person, Source
from tests.blog.reading import Page
from tests.factories import make_post

PANEL = """Context: After a power cut.

Moderator [12:40]: You both run your own servers. Why?

Mei Tan (founder, Tidewater) [12:46]: Because the day it breaks, I learn something.

And I sleep.

Jonas Weld: I would stop […] tomorrow [really].
See https://weld.example/.

Source: [Panel: Small Servers](https://quayhall.example/2), 2024-06-08"""


def show(client: Client, exchange: str) -> Page:
    """The own page of an excerpt that one essay places."""
    return Page(client.get(make_post(exchanges=[exchange]).excerpts.get().get_absolute_url()))


def test_reads_as_it_was_pasted(client: Client) -> None:
    page = show(client, PANEL)

    assert page.texts("div.qa p.ctx") == ["Context: After a power cut."]
    assert [
        " ".join(part.text_content().split()) for part in page.one("div.qa blockquote").getchildren()
    ] == [
        "Moderator (12:40): You both run your own servers. Why?",
        "Mei Tan (founder, Tidewater) (12:46): Because the day it breaks, I learn something.",
        "And I sleep.",
        "Jonas Weld: I would stop […] tomorrow [really].See https://weld.example/.",
    ]
    assert page.texts("div.qa p.source") == ["Source: Panel: Small Servers, 8 June 2024"]


def test_the_question_is_the_heading_and_every_turn_has_an_anchor(client: Client) -> None:
    page = show(client, PANEL)

    turns = page.one("div.qa blockquote").getchildren()
    assert [(turn.tag, turn.get("class"), turn.get("id")) for turn in turns] == [
        ("h1", "q", "t1"),
        ("p", "a", "t2"),
        ("p", "a more", None),
        ("p", "a two", "t3"),
    ]
    assert len(page.all("h1")) == 1
    assert (page.one("div.qa").get("class"), page.one("div.qa").get("id")) == (
        "qa h-cite wide page multi",
        None,
    )


def test_in_an_essay_its_anchors_carry_its_name_and_nothing_is_a_heading(client: Client) -> None:
    post = make_post(exchanges=[PANEL])
    slug = post.excerpts.get().slug

    page = Page(client.get(post.get_absolute_url()))

    assert page.one("div.qa").get("id") == f"x-{slug}"
    ids = [turn.get("id") for turn in page.one("div.qa blockquote").getchildren()]
    assert ids == [f"x-{slug}-t1", f"x-{slug}-t2", None, f"x-{slug}-t3"]
    assert page.all("div.qa h1") == []


def test_over_the_home_page_it_is_bare(client: Client) -> None:
    make_post(exchanges=[PANEL])

    page = Page(client.get("/"))

    assert (page.one("div.qa").get("class"), page.one("div.qa").get("id")) == ("qa h-cite multi", None)
    assert [turn.get("id") for turn in page.one("div.qa blockquote").getchildren()] == [None] * 4
    assert page.all("div.qa p.source") + page.all("div.qa div.act") + page.all("div.qa p.ctx") == []


def test_names_lead_to_people_and_words_stand_as_they_were_said(client: Client) -> None:
    page = show(client, PANEL)

    assert page.links("div.qa b.who a") == ["/people/mei-tan/", "/people/jonas-weld/"]
    assert page.texts("div.qa span.ed") == ["[…]", "[really]"]
    (address,) = page.all("div.qa p.two a")[1:]
    assert (address.get("href"), address.get("rel")) == ("https://weld.example/", "nofollow")
    assert len(page.all("div.qa br")) == 1


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://quayhall.example/"])
def test_a_source_without_a_web_address_is_no_link(client: Client, url: str) -> None:
    post = make_post(exchanges=["Q: Why?\n\nMei Tan: So.\n\nSource: Commons board"])
    Source.objects.update(url=url)

    page = Page(client.get(post.excerpts.get().get_absolute_url()))

    assert (page.texts("div.qa cite"), page.links("div.qa cite a")) == (["Commons board"], [])
    assert url not in page.links("a")


TRANSLATED = """Presentadora {lang=es}: ¿Qué hace bueno a un archivo?
Translation (en, Maren Quill): What makes a good archive?

Lucía Prado (archivera) [41:07] {lang=es}: Que alguien pueda abrirlo.

  Y leerlo.
Translation (en, Maren Quill): That someone can open it.

  And read it."""


def test_a_translation_stands_after_the_original_for_a_copy_and_is_named_again_for_the_eye(
    client: Client,
) -> None:
    page = show(client, TRANSLATED)

    turn = page.all("div.said")[1]
    assert turn.get("id") == "t2"
    assert [(part.get("class"), part.get("lang"), part.text_content()) for part in turn] == [
        ("a more tr", "es", "Lucía Prado (archivera) (41:07): Que alguien pueda abrirlo."),
        ("a more tr", "es", "Y leerlo."),
        (
            "a",
            None,
            "Lucía Prado (archivera) (41:07) Translation (en, Maren Quill): That someone can open it.",
        ),
        ("a more", None, "And read it."),
    ]
    (clipped, shown) = turn.iter("b")
    assert (clipped.get("class"), shown.get("hidden")) == ("who vh", "")
    assert page.text("h1.q") == "Presentadora Translation (en, Maren Quill): What makes a good archive?"
    assert page.texts("div.act span")[0] == "Translated by Maren Quill"


def test_words_of_other_scripts_say_their_language_and_direction(client: Client) -> None:
    page = show(client, "::: qa {lang=ar}\nسائل: ما الذي؟\n\nMei Tan {lang=en}: This.\n:::")

    turns = page.one("div.qa blockquote").getchildren()
    assert [(turn.get("lang"), turn.get("dir")) for turn in turns] == [("ar", "rtl"), (None, None)]


def test_chinese_names_are_parted_by_a_chinese_colon(client: Client) -> None:
    page = show(client, "::: qa {lang=zh-Hans}\n主持人：好吗？\n\n露西娅：好。\n:::")

    assert page.texts("div.qa blockquote p") == ["露西娅：好。"]
    assert page.text("h1") == "主持人：好吗？"


def test_a_long_exchange_folds_after_its_first_answer(client: Client) -> None:
    more = "\n\n".join(f"Host: And {n}?\n\nMei Tan: {'word ' * 60}" for n in ("one", "two", "three"))
    page = show(client, f"Host: Why?\n\nMei Tan: So.\n\n{more}")

    fold = page.one("details.fold")
    assert page.text("details.fold summary") == "Show 6 more turns, 186 words"
    assert [part.get("id") for part in fold.getchildren()[1:]] == ["t3", "t4", "t5", "t6", "t7", "t8"]
    assert fold.get("open") is None


def test_a_statement_has_a_heading_too(client: Client) -> None:
    page = show(
        client,
        "Jonas Weld {kind=remark}: I said that.\n\nEditor {kind=editor}: Not recorded.\n\nSource: Panel",
    )

    assert page.text("h1") == "Jonas Weld :: Panel"
    assert [turn.get("class") for turn in page.one("div.qa blockquote").getchildren()] == ["r", "r editor"]


ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_everything_typed_is_text(client: Client) -> None:
    excerpt = make_post(exchanges=[PANEL]).excerpts.get()
    excerpt.turns.update(
        label=ATTACK,
        text=f'{ATTACK} https://x.example/"{ATTACK} [{ATTACK}]',
        capacity=ATTACK,
        time_code='"><b>',
        translation=ATTACK,
        translation_language='"><b>',
        translator=ATTACK,
        language='"><b>',
    )
    Excerpt.objects.update(question=ATTACK, context=ATTACK, language='"><b>')
    Person.objects.update(name=ATTACK)
    Source.objects.update(
        title=ATTACK, publisher=ATTACK, url=f"https://x.example/{ATTACK}", archive_urls=[ATTACK]
    )

    page = Page(client.get(excerpt.get_absolute_url()))

    assert page.all("img") + page.all("main script") == []
    assert page.root.xpath("//@*[starts-with(name(), 'on')]") == []
    assert page.texts("div.qa cite") == [ATTACK]
