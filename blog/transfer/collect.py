"""A post for whoever shows or keeps it whole: its parts in order, and a file that `ingest` reads back."""

from dataclasses import replace

import yaml
from django.conf import settings
from django.utils import timezone

from blog.models import Event, Excerpt, Page, Post
from blog.rendering import fill, replace_places
from blog.transcripts import Exchange, write_fence
from blog.transfer.events import write_events

_ONE_LINE = 1_000_000
"""Wide enough that no value of the front matter is broken into lines."""


def excerpt_to_exchange(excerpt: Excerpt) -> Exchange:
    """Every field of `excerpt` (from `with_turns`), with its address: what its fence is written from."""
    return replace(excerpt.as_exchange(), slug=excerpt.slug)


def parts(post: Post, origin: str = "") -> list[dict[str, str | Excerpt]]:
    """What the page of `post` (from `for_page`) shows in order: {"excerpt": row} or {"html": stored HTML}.

    Excerpts the text does not place come first. With `origin` every link is absolute: so they may stand
    elsewhere.
    """
    placements = list(post.placements.all())
    rows = {placement.excerpt.slug: placement.excerpt for placement in placements}
    above: list[dict[str, str | Excerpt]] = [
        {"excerpt": row.excerpt} for row in placements if not row.in_body
    ]
    below: list[dict[str, str | Excerpt]] = []
    page = f"{origin}{post.get_absolute_url()}" if origin else ""
    for segment in fill(post.segments, origin, page, post.pictures, below_cover=post.cover is not None):
        if "html" in segment:
            below.append({"html": segment["html"]})
        elif row := rows.get(segment["excerpt"]):
            below.append({"excerpt": row})
    return above + below


def page_parts(page: Page) -> list[dict[str, str]]:
    """The same of a page outside the timeline, which places no excerpts."""
    return [
        {"html": segment["html"]}
        for segment in fill(page.segments, pictures=page.pictures)
        if "html" in segment
    ]


def post_markdown(post: Post, part: int = 0, original: str = "") -> str:
    """`post` (from `for_page`) as front matter and Markdown; its date is told in the active zone.

    Of its series it is told to be this `part`: of those its reader knows of, not its stored place.
    So it is with the slug of the `original` it translates.
    """
    placements = list(post.placements.all())
    fences = {
        row.excerpt.slug: write_fence(excerpt_to_exchange(row.excerpt)).strip("\n") for row in placements
    }
    above = [fences[row.excerpt.slug] for row in placements if not row.in_body]
    body = replace_places(_with_addresses(post), lambda slug: fences.get(slug, f"[[qa: {slug}]]"))
    return "\n\n".join([_front_matter(post, part, original), *above, body.strip("\n")]).rstrip("\n") + "\n"


def excerpt_markdown(excerpt: Excerpt) -> str:
    """`excerpt` (from `for_page`) as its fence, and below it a line for each thing that happened since."""
    fence = write_fence(excerpt_to_exchange(excerpt)).strip("\n")
    events = [*excerpt.corrections, *excerpt.since]
    return "\n\n".join([fence, *(_line(event) for event in events)]) + "\n"


def _line(event: Event) -> str:
    kind = event.label or str(Event.Kind(event.kind).label)
    told = f"{kind}, {timezone.localtime(event.at):%Y-%m-%d}: {' '.join(event.text.split())}"
    return " ".join(filter(None, [told, event.source, event.url and f"<{event.url}>"]))


def _with_addresses(post: Post) -> str:
    """The text with its images where everybody finds them."""
    body = post.body
    for key, picture in post.pictures.items():
        body = body.replace(f"media:{key}", f"{settings.SITE_ORIGIN}{picture.address}")
    return body


def _front_matter(post: Post, part: int, original: str) -> str:
    at = post.published_at or post.planned_at
    fields = {
        "title": post.title,
        "slug": post.slug,
        "date": timezone.localtime(at) if at else None,
        "tags": [tag.name for tag in post.shown_tags],
        "series": post.series.title if post.series else "",
        "series_position": part,
        "summary": post.summary,
        "authors": [person.name for person in post.author_list],
        "state": post.state,
        "language": post.language,
        "translation_of": original,
        "events": write_events(post),
    }
    told = {name: value for name, value in fields.items() if value}
    written = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=_ONE_LINE)
    return f"---\n{written}---"
