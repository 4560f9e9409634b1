"""Essays and excerpts in the words of schema.org, as JSON-LD.

An essay is a `BlogPosting` whose parts are `Conversation`s of `Question` and `Answer`, or a `Quotation`.
Never `QAPage` or `FAQPage`: search engines declare those invalid on essays.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from blog.models import Event, Excerpt, Image, Person, Post, SiteIdentity, Source, Turn
from blog.models.source import Kind
from blog.syndication.addresses import absolute, home
from blog.transcripts import names_a_person

type Node = dict[str, Any]

_TURNS = {
    Turn.Kind.QUESTION: "Question",
    Turn.Kind.ANSWER: "Answer",
    Turn.Kind.REMARK: "Quotation",
    Turn.Kind.EDITOR: "Comment",
}
_SOURCES = {Kind.ARTICLE: "Article", Kind.BOOK: "Book", Kind.PODCAST: "PodcastEpisode"}


def essay(post: Post, site: SiteIdentity, part: int = 0, translations: Sequence[Post] = ()) -> Node:
    """A post from `for_page`, with every exchange it shows; of its series it is this `part` to readers.

    `translations` are those of the same essay in other languages that readers see, the original among them.
    """
    url = absolute(post.get_absolute_url())
    excerpts = [placement.excerpt for placement in post.placements.all()]
    authors = [_author(person) for person in post.author_list]
    updated = post.updated_at or post.published_at
    versions = {row.pk: _in_language(row, site) for row in translations}
    return _told(
        {
            "@type": "BlogPosting",
            "@id": url,
            "url": url,
            "headline": post.title,
            "description": post.description,
            "inLanguage": post.language or site.language,
            "datePublished": site.local(post.published_at).isoformat() if post.published_at else "",
            "dateModified": site.local(updated).isoformat() if updated else "",
            "image": _image(post.cover) if post.cover else {},
            "wordCount": post.word_count,
            "author": authors or [{"@type": "Person", "name": site.name, "url": home()}],
            "keywords": [tag.name for tag in post.shown_tags],
            "isPartOf": [{"@type": "Blog", "name": site.name, "url": home()}, *_series(post)],
            "position": part or None,
            "translationOfWork": versions.get(post.translation_of_id or 0, {}),
            "workTranslation": [] if post.translation_of_id else list(versions.values()),
            "citation": _sources(excerpts),
            "hasPart": [_exchange(excerpt, site, f"{url}#x-{excerpt.slug}") for excerpt in excerpts],
            "correction": [_event(event, site) for event in post.corrections],
        }
    )


def _series(post: Post) -> list[Node]:
    """The run of essays it is a part of, if it is: https://schema.org/CreativeWorkSeries."""
    if post.series is None:
        return []
    url = absolute(post.series.get_absolute_url())
    return [{"@type": "CreativeWorkSeries", "@id": url, "name": post.series.title, "url": url}]


def _in_language(post: Post, site: SiteIdentity) -> Node:
    """The essay it translates, or a translation: https://schema.org/translationOfWork."""
    url = absolute(post.get_absolute_url())
    return {"@type": "BlogPosting", "@id": url, "inLanguage": post.language or site.language}


def own_page(excerpt: Excerpt, site: SiteIdentity) -> Node:
    """An excerpt from `for_page`, as the page of its own shows it."""
    return _exchange(excerpt, site, absolute(excerpt.get_absolute_url()))


def _exchange(excerpt: Excerpt, site: SiteIdentity, at: str) -> Node:
    """The exchange that stands at the address `at`: its turns hang there as `#t2`, or `-t2` beside others."""
    language = excerpt.language or site.language
    turn_at = f"{at}-t" if "#" in at else f"{at}#t"
    turns = [_turn(turn, f"{turn_at}{turn.number}") for turn in excerpt.turn_list]
    about = {
        "@id": at,
        "url": absolute(excerpt.get_absolute_url()),
        "inLanguage": language,
        "dateCreated": excerpt.said or (excerpt.source.said if excerpt.source else ""),
        "description": excerpt.context,
        "isBasedOn": _source(excerpt.source) if excerpt.source else {},
        "dateModified": _changed(excerpt, site),
        "correction": [_event(event, site) for event in excerpt.corrections],
        "comment": [_event(event, site) for event in excerpt.since],
    }
    if len(turns) == 1:
        return _told({**turns[0], "@type": "Quotation", **about})
    return _told({"@type": "Conversation", **about, "hasPart": turns})


def _changed(excerpt: Excerpt, site: SiteIdentity) -> str:
    """When readers were last told of a change to it, if they were."""
    first = excerpt.first_shown_at
    return site.local(excerpt.modified_at).isoformat() if first and first < excerpt.modified_at else ""


def _event(event: Event, site: SiteIdentity) -> Node:
    """A correction, or what happened since: https://schema.org/CorrectionComment, https://schema.org/Comment."""
    spoken = event.turn_of(event.excerpt) if event.excerpt else None
    return _told(
        {
            "@type": "CorrectionComment" if event.kind == Event.Kind.CORRECTION else "Comment",
            "@id": absolute(event.get_absolute_url()),
            "text": event.text,
            "inLanguage": event.language,
            "datePublished": site.local(event.at).date().isoformat(),
            "creator": _told({**_speaker(spoken), "description": event.capacity}) if spoken else {},
            "citation": event.url or event.source,
        }
    )


def _turn(turn: Turn, at: str) -> Node:
    return _told(
        {
            "@type": _TURNS[Turn.Kind(turn.kind)],
            "@id": at,
            "text": turn.text,
            "inLanguage": turn.language,
            "creator": _speaker(turn),
            "workTranslation": _translation(turn),
        }
    )


def _speaker(turn: Turn) -> Node:
    """Who speaks; nobody where the label names a part in the talk (`Q`, `Moderator`) and no person."""
    if turn.kind == Turn.Kind.EDITOR:
        return {}
    if turn.person is not None and not turn.person.hidden:
        return _told({**_person(turn.person.name, turn.person), "description": turn.capacity})
    if turn.person is None and not names_a_person(turn.label):
        return {}
    return _told({**_person(turn.label), "description": turn.capacity})


def _person(name: str, person: Person | None = None) -> Node:
    """Someone by name, with the page about them unless it is hidden."""
    url = absolute(person.get_absolute_url()) if person and not person.hidden else ""
    return _told({"@type": "Person", "name": name, "url": url})


def _author(person: Person) -> Node:
    """Who wrote it, with the portrait their page shows."""
    shown = person.portrait if not person.hidden else None
    return _told(
        {**_person(person.name, person), "image": absolute(shown.get_absolute_url()) if shown else ""}
    )


def _image(image: Image) -> Node:
    file = image.shared
    return _told(
        {
            "@type": "ImageObject",
            "url": absolute(image.address_of(file)),
            "width": file.width,
            "height": file.height,
            "caption": image.alt,
        }
    )


def _translation(turn: Turn) -> Node:
    if not turn.translation:
        return {}
    return _told(
        {
            "@type": "CreativeWork",
            "text": turn.translation,
            "inLanguage": turn.translation_language,
            "translator": _person(turn.translator) if turn.translator else {},
        }
    )


def _sources(excerpts: Iterable[Excerpt]) -> list[Node]:
    """The sources of these excerpts, each once, in order."""
    return [_source(source) for source in dict.fromkeys(excerpt.source for excerpt in excerpts) if source]


def _source(source: Source) -> Node:
    return _told(
        {
            "@type": _SOURCES.get(Kind(source.kind), "CreativeWork") if source.kind else "CreativeWork",
            "name": source.title,
            "url": source.url,
            "datePublished": source.published,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else {},
            "archivedAt": source.archive_urls,
        }
    )


def _told(node: Node) -> Node:
    """`node` without what is not known."""
    return {name: value for name, value in node.items() if value not in ("", [], {}, None)}
