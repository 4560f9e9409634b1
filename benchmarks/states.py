"""Pages that the samples do not show, to look at: every state of an exchange, much of one person, long texts.

`furnish` runs within the site, with the rows and the clock of a test's factories. All of it is invented.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse

from benchmarks.answers import ANSWERS
from blog.evidence.drift import Seen, judge_failure
from blog.models import Event, Excerpt, Person, Post, Series, Source
from blog.publishing import posts, watching
from tests.factories import make_event, make_post, make_series, make_snapshot

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
KEEPER = "Ottilie Brandt"
RUN = "The papers"
SEARCHES = {
    "search": "/search/?q=paper",
    "search-person": f"/search/?q=speaker:%22{KEEPER.replace(' ', '+')}%22",
    "search-none": "/search/?q=parchmint+keepr",
    "search-help": "/search/",
}
TEXTS = Path(__file__).parent / "texts"


def furnish(told: str) -> None:
    """Fill the site, and write into the file `told` what can be looked at: names and addresses."""
    states = make_post("Every state of an exchange", body=_text("states.md"), published_at=NOW - DAY)
    hearing, evening = _source("Hearing on the town’s papers"), _source("Two keepers, one shelf")
    make_snapshot(hearing, _text("hearing.txt"), now=NOW - DAY)
    make_snapshot(evening, _text("evening.txt"), now=NOW - DAY)
    _what_happened(states)
    lost = _lost()
    public: dict[str, Any] = {
        "states": states,
        "part": _twenty_quotations()[1],
        "long-ar": _long("من يحفظ الورق؟", "ar"),
        "long-zh": _long("谁来保管纸", "zh-Hans"),
        "series": Series.objects.get(title=RUN),
        "source": hearing,
        "person-twenty": Person.objects.get(name=KEEPER),
        **{f"state-{excerpt.slug[:30]}": excerpt for excerpt in states.excerpts.all()},
    }
    addresses = {name: row.get_absolute_url() for name, row in public.items()}
    addresses["changes"] = reverse("blog:post_changes", args=[states.slug])
    Path(told).write_text(json.dumps({"public": addresses | SEARCHES, "desk": _desk(states, lost)}))


def _desk(post: Post, lost: Source) -> dict[str, str]:
    """Pages of the desk, beside those that come up in writing."""
    excerpt = Excerpt.objects.get(slug="who-had-the-key")
    pages: dict[str, tuple[str, Any]] = {
        "source": ("blog_source_change", excerpt.source),
        "words": ("blog_source_snapshot", excerpt.source),
        "looks": ("blog_source_looks", lost),
        "excerpt": ("blog_excerpt_change", excerpt),
        "check": ("blog_excerpt_check", excerpt),
        "event": ("blog_event_change", Event.objects.latest("pk")),
        "history": ("blog_post_history", post),
    }
    addresses = {name: reverse(f"admin:{view}", args=[row.pk]) for name, (view, row) in pages.items()}
    return addresses | {"event-add": reverse("admin:blog_event_add", query={"excerpt": excerpt.pk})}


def _text(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def _source(title: str) -> Source:
    return Source.objects.get(title=title)


def _what_happened(post: Post) -> None:
    """Its corrected exchange, its followed-up one with a reply; and an update of itself."""
    corrected = Excerpt.objects.get(slug="how-many-letters-are-there-in-all")
    make_event(corrected, text="It said “forty thousand”. The recording says “fourteen thousand”.", now=NOW)
    followed = Excerpt.objects.get(slug="will-the-reading-room-open-on-saturdays")
    told: dict[str, Any] = {"source": "The Meadow Wire", "url": "https://wire.example/saturdays", "now": NOW}
    make_event(followed, kind="follow-up", text="The room has been open every Saturday since May.", **told)
    words = "I said “perhaps”, for nobody had asked those who would stand there.\n\nThey were asked."
    make_event(followed, kind="reply", label=KEEPER, capacity="keeper", text=words, **told)
    make_event(post, text="The hearing was in March, not in May.", now=NOW)
    text = replace(posts.text_of(post), body=post.body.replace("nine people", "seven people"))
    posts.update(post, text, by=None, now=NOW)


def _twenty_quotations() -> list[Post]:
    """Four essays that quote one person five times each, as parts of a series."""
    made = []
    for number, title in enumerate(("What is kept", "What is lent", "What is lost", "What is read")):
        said = "\n\n".join(ANSWERS[number * 5 : number * 5 + 5])
        made.append(
            make_post(title, body=f"{said}\n\nSo much for that.", published_at=NOW - 40 * (4 - number) * DAY)
        )
    make_series(RUN, parts=made, summary="What a town keeps, and who may see it.")
    return made


def _long(title: str, language: str) -> Post:
    body = _text(f"{language[:2]}.md")
    return make_post(title, body=body, language=language, published_at=NOW - 9 * DAY)


def _lost() -> Source:
    """A source that is offline, with a copy; beside one whose words are gone, without."""
    gone, changed = _source("The Meadow Wire, questions and answers"), _source("Notes of a council sitting")
    Source.objects.filter(pk=gone.pk).update(archive_urls=["https://archive.example/20250311/wire"])
    missing = Seen("changed", gone=frozenset({"We will publish the list in full."}))
    for days in (3, 1):
        for source, seen in ((gone, judge_failure("status", 404)), (changed, missing)):
            watching.record(Source.objects.get(pk=source.pk), seen, now=NOW - days * DAY)
    return gone
