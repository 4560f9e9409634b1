"""The page that shows each turn of an excerpt beside its source, and mends what differs."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Excerpt, Source
from blog.publishing import excerpts
from blog.transcripts import read_box
from tests.admin.page import signed_in
from tests.factories import NOW, make_excerpt, make_post, make_snapshot

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

TEXT = (
    "Host: What burned?\n\nAda Reed: We lost forty boxes, and three of them were never copied. "
    "Ask me in May. Bring a lamp. Ask me in May."
)


@pytest.fixture
def desk() -> Client:
    return signed_in("editor")


def quoted(answer: str, text: str = TEXT) -> Excerpt:
    excerpt = make_excerpt(f"Host: What burned?\n\nAda Reed: {answer}\n\nSource: The Ledger Hour")
    if text:
        make_snapshot(Source.objects.get(), text)
    return excerpt


def address(excerpt: Excerpt) -> str:
    return f"/admin/blog/excerpt/{excerpt.pk}/check/"


def said(answer: Any) -> str:
    return " ".join(
        html.fromstring(answer.content.decode()).get_element_by_id("content-main").text_content().split()
    )


def buttons(answer: Any) -> list[str]:
    found = html.fromstring(answer.content.decode()).xpath('//div[@id="content-main"]//button/text()')
    return [str(words) for words in found]


def press(desk: Client, excerpt: Excerpt, **pressed: str) -> Any:
    """Press a button of the answer's turn, on the page as it is now."""
    excerpt.refresh_from_db()
    sent = {"turn": "2", "base_version": str(excerpt.version), **pressed}
    return desk.post(address(excerpt), sent)


def answer_of(excerpt: Excerpt) -> tuple[str, str]:
    turn = excerpt.turns.select_related("found").get(number=2)
    assert turn.checked
    return turn.text, turn.checked.verdict


def test_shows_what_only_the_source_and_what_only_the_quotation_has(desk: Client) -> None:
    page = desk.get(address(quoted("We lost fourteen boxes, and three of them were never copied.")))

    (turn,) = html.fromstring(page.content.decode()).xpath('//section[@aria-labelledby="turn-2"]')
    assert [part.text_content().strip() for part in turn.xpath(".//del | .//ins")] == [
        "[the source: forty end]",
        "[quoted: fourteen end]",
    ]
    assert buttons(page) == ["Take the source’s words"]


def test_one_press_takes_the_sources_words(desk: Client) -> None:
    excerpt = quoted("We lost fourteen boxes, and three of them were never copied.")

    assert press(desk, excerpt, **{"as": "words"}).status_code == 302

    assert answer_of(excerpt) == ("We lost forty boxes, and three of them were never copied.", "exact")
    assert Excerpt.objects.get().revisions.count() == 2


def test_one_press_marks_the_cut(desk: Client) -> None:
    excerpt = quoted("We lost forty boxes, and three were never copied.")
    assert buttons(desk.get(address(excerpt))) == ["Take the source’s words", "Mark the cut"]

    press(desk, excerpt, **{"as": "cut"})

    assert answer_of(excerpt) == ("We lost forty boxes, and three […] were never copied.", "elided")


def test_one_press_says_which_of_two_places_is_meant(desk: Client) -> None:
    excerpt = quoted("Ask me in May.")
    assert buttons(desk.get(address(excerpt))) == ["This is the place (1)", "This is the place (2)"]
    second = TEXT.rindex("Ask me")

    press(desk, excerpt, start=str(second))

    assert answer_of(excerpt) == ("Ask me in May.", "exact")
    assert buttons(desk.get(address(excerpt))) == []


@pytest.mark.parametrize(
    "pressed",
    [
        {"as": "cut"},
        {"as": "words", "turn": "9"},
        {"start": "1"},
        {"start": "x"},
        {"as": "words", "base_version": "0"},
        {},
    ],
)
def test_what_is_not_offered_changes_nothing(desk: Client, pressed: dict[str, str]) -> None:
    excerpt = quoted("We lost fourteen boxes, and three of them were never copied.")
    press(desk, excerpt, **{"as": "words"})
    before = answer_of(excerpt)

    answer = press(desk, excerpt, **pressed)

    assert (answer.status_code, answer_of(excerpt)) == (409, before)


def test_a_press_on_what_someone_changed_meanwhile_is_refused_and_the_page_shown_anew(desk: Client) -> None:
    excerpt = quoted("We lost fourteen boxes, and three of them were never copied.")
    version = str(excerpt.version)
    box = excerpt.as_box().replace("fourteen", "fifty")
    excerpts.save(excerpt, read_box(box), raw=box, by=None, now=NOW)

    answer = press(desk, excerpt, **{"as": "words", "base_version": version})

    assert answer.status_code == 409
    assert "[quoted: fifty end]" in said(answer)
    assert answer_of(excerpt)[0].startswith("We lost fifty")


def test_says_what_is_missing_where_there_is_nothing_to_compare_with(desk: Client) -> None:
    kept, bare = quoted("So.", text=""), make_excerpt("Host: Why?\n\nAda Reed: So.")

    assert "Nothing is kept of what the source says" in said(desk.get(address(kept)))
    assert "It names no source" in said(desk.get(address(bare)))


def test_shows_no_more_of_the_source_than_stands_around_the_passage(desk: Client) -> None:
    far = "The far end."
    excerpt = quoted("Bring a lamp.", text=f"{TEXT} {'So it goes on. ' * 40}{far}")

    assert far not in said(desk.get(address(excerpt)))


def test_markup_in_a_source_is_text(desk: Client) -> None:
    hostile = "<script>alert(1)</script> & <b>bold"
    excerpt = quoted(
        "We lost four boxes, and three of them.", text=f"We lost {hostile} boxes, and three of them."
    )

    assert hostile in said(desk.get(address(excerpt))).replace(" ,", ",")


def test_the_desks_first_page_leads_here_while_something_differs(desk: Client) -> None:
    excerpt = quoted("We lost fourteen boxes, and three of them were never copied.")
    assert f'href="{address(excerpt)}"' in desk.get("/admin/").content.decode()

    press(desk, excerpt, **{"as": "words"})

    assert f'href="{address(excerpt)}"' not in desk.get("/admin/").content.decode()


def test_who_mends_what_readers_saw_is_led_to_the_correction(desk: Client) -> None:
    excerpt = quoted("We lost fourteen boxes, and three of them were never copied.")
    make_post("T", body=f"[[qa: {excerpt.slug}]]")

    press(desk, excerpt, **{"as": "words"})

    page = html.fromstring(desk.get(address(excerpt)).content.decode())
    (link,) = page.xpath('//ul[@class="messagelist"]//a/@href')
    assert "Add a correction" in desk.get(str(link)).content.decode()
