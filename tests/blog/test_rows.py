"""Rows of lists: what each says, and that nothing in it is markup but ours."""

from datetime import timedelta

import pytest
from django.template import Context
from django.utils import timezone, translation

from blog.models import Excerpt, Person, Post, Source
from blog.templatetags import rows
from tests.factories import NOW, make_person, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

MARK = '\N{NO-BREAK SPACE}<span class="sep" aria-hidden="true">::</span> '
ENGLISH = Context({"language": "en"})
HOSTILE = "<i>\"Tide\" & 'tow'</i>"
ESCAPED = "&lt;i&gt;&quot;Tide&quot; &amp; &#x27;tow&#x27;&lt;/i&gt;"


def essay(**fields: object) -> Post:
    made = make_post(slug="tide", published_at=NOW - timedelta(days=1), **fields)  # type: ignore[arg-type]
    return Post.objects.for_cards().get(pk=made.pk)


def exchange(text: str, **columns: str) -> Excerpt:
    made = make_post(exchanges=[text]).excerpts.get()
    Excerpt.objects.filter(pk=made.pk).update(**columns)
    return Excerpt.objects.for_cards().get(pk=made.pk)


def lines(html: str) -> list[str]:
    return [line for line in html.split("\n") if line not in ('<li class="h-entry">', "</li>")]


def test_an_essay_has_its_date_its_title_and_the_question_it_opens_with() -> None:
    post = essay(title=HOSTILE, exchanges=[f"Q: {HOSTILE}\nReally?\n\nAnn Bee: Yes."])
    at = NOW - timedelta(days=1)

    assert lines(rows.post_rows(ENGLISH, [post], "year")) == [
        f'<time class="when sm dt-published" datetime="{at:%Y-%m-%d}">{at.day} {at:%b}</time>',
        f'<h3><a class="u-url p-name" href="/posts/tide/">{ESCAPED}</a></h3>',
        f'<p class="sm"><span class="qmark" aria-hidden="true">Q</span>{ESCAPED} Really?</p>',
    ]
    assert f">{at.day}</time>" in rows.post_rows(ENGLISH, [post], "month")
    assert lines(rows.title_rows(ENGLISH, [post])) == [
        f'<time class="when sm dt-published" datetime="{at:%Y-%m-%d}">{at.day} {at:%b} {at.year}</time>',
        f'<h3><a class="u-url p-name" href="/posts/tide/">{ESCAPED}</a></h3>',
    ]


def test_dates_are_those_of_the_page_s_zone_and_language() -> None:
    post = essay(title="Tide")
    Post.objects.filter(pk=post.pk).update(published_at="2026-03-31T23:30Z")
    post.refresh_from_db(fields=["published_at"])

    with timezone.override("Asia/Tokyo"), translation.override("de"):
        found = rows.title_rows(ENGLISH, [post])

    assert '<time class="when sm dt-published" datetime="2026-04-01">1. April 2026</time>' in found


def test_months_are_short_beside_a_list_in_any_language() -> None:
    post = essay(title="Tide")

    with translation.override("de"):
        assert ">28. Feb. 2026</time>" in rows.title_rows(ENGLISH, [post])
        assert ">28. Feb.</time>" in rows.post_rows(ENGLISH, [post], "year")
        assert ">Sept. 2025</time>" in rows.source_rows([(Source(title="Log", slug="b", said="2025-09"), 1)])


def test_another_language_is_marked_once_for_each_text() -> None:
    post = essay(title="Ebbe", language="de", exchanges=["Q: ماذا؟\n\nAnn Bee: Ja."])
    assert post.opening
    post.opening.language = "ar"

    assert lines(rows.post_rows(ENGLISH, [post], "year"))[1:] == [
        '<h3><a class="u-url p-name" href="/posts/tide/" lang="de">Ebbe</a></h3>',
        '<p class="sm" lang="ar" dir="rtl"><span class="qmark" aria-hidden="true">Q</span>ماذا؟</p>',
    ]


def test_an_exchange_has_its_question_who_speaks_and_where() -> None:
    ann = make_person("Ann Bee")
    words = f"Q: {HOSTILE}\n\nAnn Bee (sailor): Yes.\n\nCy: No.\n\nSource: Harbour <log>"
    excerpt = exchange(words, slug="tide", said="2025-06")
    question = f'<h3 class="q3"><a class="u-url p-name" href="/excerpts/tide/" dir="auto">{ESCAPED}</a></h3>'
    place = '<span dir="auto">Harbour &lt;log&gt;</span>'
    date = '<time class="when sm" datetime="2025-06">Jun 2025</time>'
    said = '<time datetime="2025-06">said in June 2025</time>'
    shown = '<time class="when sm" datetime="2026-02-28">28 Feb 2026</time>'

    assert lines(rows.excerpt_rows(ENGLISH, [excerpt]))[1:] == [
        question,
        f'<p class="sm">Ann Bee, Cy{MARK}{place}</p>',
    ]
    assert lines(rows.said_rows(ENGLISH, [excerpt], ann, "")) == [
        shown,
        question,
        f'<p class="sm">Cy{MARK}{place}{MARK}as sailor{MARK}{said}</p>',
    ]
    assert excerpt.source
    assert lines(rows.said_rows(ENGLISH, [excerpt], "", excerpt.source)) == [
        date,
        question,
        '<p class="sm">Ann Bee, Cy</p>',
    ]
    excerpt.source.said = "2025-06"
    assert lines(rows.said_rows(ENGLISH, [excerpt], "", excerpt.source))[0] == question


def test_an_exchange_in_a_recording_has_its_time() -> None:
    excerpt = exchange("Q: When?\n\nAnn Bee: Now.", said="2025")
    excerpt.time = "12:04"  # type: ignore[attr-defined]  # as InSourceOrder gives it

    assert lines(rows.said_rows(ENGLISH, [excerpt], "", ""))[0] == '<span class="when sm">12:04</span>'


def test_a_question_put_in_another_language_is_shown_translated() -> None:
    excerpt = exchange("Q: Warum?\n\nAnn Bee: Darum.", slug="why")
    asked = excerpt.asked
    assert asked
    asked.translation, asked.translation_language = "Why <so>?", "en-GB"

    assert (
        '<a class="u-url p-name" href="/excerpts/why/" dir="auto" lang="en-GB">Why &lt;so&gt;?</a>'
        in rows.excerpt_rows(ENGLISH, [excerpt])
    )


def test_an_essay_shows_its_question_translated() -> None:
    asked = "Moderator {kind=remark}: Bitte.\n\nQ: Warum?\nTranslation (en, Ann Bee): Why?"
    post = essay(title="Tide", exchanges=[f"{asked}\n\nQ: Und wann?\n\nAnn Bee: Darum."], language="de")

    assert lines(rows.post_rows(Context({"language": "de"}), [post], "year"))[2:] == [
        '<p class="sm" lang="en"><span class="qmark" aria-hidden="true">Q</span>Why?</p>',
    ]


def test_a_source_has_its_kind_its_publisher_and_how_much_is_quoted() -> None:
    source = Source(title=HOSTILE, slug="log", kind="ama", publisher=HOSTILE, said="2025-06")

    assert lines(rows.source_rows([(source, 2), (Source(title="Log", slug="b"), 1)])) == [
        "<li>",
        '<time class="when sm" datetime="2025-06">Jun 2025</time>',
        f'<h3><a href="/sources/log/" dir="auto">{ESCAPED}</a></h3>',
        f'<p class="sm">AMA{MARK}<span dir="auto">{ESCAPED}</span>{MARK}2 excerpts</p>',
        "<li>",
        '<h3><a href="/sources/b/" dir="auto">Log</a></h3>',
        '<p class="sm">1 excerpt</p>',
    ]


def test_a_person_has_what_they_did() -> None:
    person = Person(name=HOSTILE, slug="ann")

    assert lines(rows.person_rows([(person, ["asked once", "spoke once"], 3), (person, [], 1)])) == [
        "<li>",
        f'<h3><a href="/people/ann/" dir="auto">{ESCAPED}</a></h3>',
        f'<p class="sm">asked once, spoke once{MARK}3 essays</p>',
        "<li>",
        f'<h3><a href="/people/ann/" dir="auto">{ESCAPED}</a></h3>',
        '<p class="sm">1 essay</p>',
    ]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (" ".join(["so"] * 40), " ".join(["so"] * 40)),
        (" ".join(["so"] * 41), " ".join(["so"] * 40) + " …"),
        ("s" * 280, "s" * 280),
        ("s" * 281, "s" * 279 + "…"),
    ],
)
def test_a_long_question_is_cut(question: str, shown: str) -> None:
    post = essay(title="Tide", exchanges=[f"Q: {question}\n\nAnn Bee: Yes."])

    assert f"</span>{shown}</p>" in rows.post_rows(ENGLISH, [post], "year")
