"""A document becomes a post, through the same verbs as the desk: one transaction, or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from blog.models import Person, Post, Series, State
from blog.models.addresses import is_slug, make_slug, random_slug
from blog.models.redirect import former, free_slug
from blog.publishing import library, posts, release, series, working_copy
from blog.publishing.library import person_of
from blog.publishing.limits import check_fields, check_names, check_series
from blog.publishing.matching import new_person
from blog.publishing.text import Box, PostText
from blog.publishing.verb import verb
from blog.rendering import find_fences
from blog.transcripts import lift_opening, parse, write_box
from blog.transfer.document import BadDocument, Document
from blog.transfer.events import tell


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a document, and what to tell the one who brought it."""

    post: Post
    made: bool
    notes: tuple[str, ...]


@verb
def ingest(document: Document, *, publish: bool, now: datetime, by: User | None = None) -> Ingested:
    """Save `document`; the same slug is the same post, and its excerpts are matched by slug, else in order.

    `publish`, or the state `published` or `scheduled`, shows it to readers at its date (ahead: scheduled).
    Otherwise a new post is a draft, and a released one keeps the words as edits that wait.
    Raises BadDocument, and Refused as the verbs do; then nothing is saved.
    """
    if not document.title:
        raise BadDocument(
            _("There is no title. Give one as “title: …” in the front matter, or as a first line “# …”.")
        )
    if document.state == State.SCHEDULED and document.date is None and not publish:
        raise BadDocument(_("A scheduled essay needs a date. Add one as “date: 2025-01-31 09:30”."))
    notes = list(document.notes)
    text = _text(document, notes)
    check_fields(text)
    check_names(document.authors)
    post = Post.objects.filter(slug=text.slug).first()
    text = replace(
        text,
        authors=_authors(document, post),
        series=_series(document, post, by=by, now=now, notes=notes),
        translation_of=_original(document, post, notes),
    )
    show = publish or document.state in {State.PUBLISHED, State.SCHEDULED}
    saved = _save(document, text, post, show=show, by=by, now=now, notes=notes)
    if document.series_position:
        series.place(saved, document.series_position)
    if post is None or show or not post.is_released:
        notes += tell(document.events, saved, by=by, now=now)
    elif document.events:
        notes.append(_("What happened since is told to readers at once, so it was left. Add --publish."))
    return Ingested(saved, post is None, tuple(notes))


def _save(
    document: Document,
    text: PostText,
    post: Post | None,
    *,
    show: bool,
    by: User | None,
    now: datetime,
    notes: list[str],
) -> Post:
    if post is not None and post.is_released:
        return _ingest_released(post, text, show=show, by=by, now=now, notes=notes)
    saved = posts.save(post, text, by=by, now=now, match_in_order=True)
    if show:
        saved = release.publish(saved, by=by, now=now)
    elif document.state == State.IN_REVIEW and saved.state == State.DRAFT:
        saved = release.submit(saved, by=by, now=now)
    elif document.state == State.WITHDRAWN:
        notes.append(_("Readers were never told of it here, so it is kept as a draft."))
    return saved


def _ingest_released(
    post: Post, text: PostText, *, show: bool, by: User | None, now: datetime, notes: list[str]
) -> Post:
    if show:
        post = posts.update(post, text, by=by, now=now, match_in_order=True)
        if post.state == State.SCHEDULED and text.planned_at is None:
            post = release.publish(post, by=by, now=now)
        elif post.state == State.WITHDRAWN:
            notes.append(_("It is withdrawn and stays so, with these words, until you restore it."))
        return post
    working_copy.keep(post, text, by=by, now=now)
    notes.append(_("Your edits wait, unseen by readers, until you publish them."))
    return post


def _text(document: Document, notes: list[str]) -> PostText:
    body, boxes = document.body, tuple[Box, ...]()
    if not find_fences(body):
        lifted = lift_opening(body)
        if lifted:
            exchange, body = lifted
            boxes = (Box(write_box(exchange)),)
        elif parse(body).offered:
            notes.append(
                _("An exchange was left as prose. Put it in ::: qa, or at the top, ended by a Source line.")
            )
    return PostText(
        title=document.title,
        slug=document.slug or make_slug(document.title),
        summary=document.summary,
        body=body,
        tags=document.tags,
        boxes=boxes,
        language=document.language,
        planned_at=document.date,
    )


def _authors(document: Document, post: Post | None) -> tuple[int, ...]:
    """The people of these names; where none is named, those `post` has, and of a new one the one owner."""
    if document.authors:
        return tuple(_person(name).pk for name in document.authors)
    owners = User.objects.owners().filter(is_active=True)[:2]
    if len(owners) != 1 or (post and post.authorships.exists()):
        return ()
    return (person_of(owners[0]).pk,)


def _series(
    document: Document, post: Post | None, *, by: User | None, now: datetime, notes: list[str]
) -> int | None:
    """The series of this title, made if `by` may make one; where none is named, that of `post`."""
    title, kept = document.series, post.series_id if post else None
    if not title:
        return kept
    check_series(title)
    slug = make_slug(title) or random_slug("series")
    at_slug = Series.objects.filter(slug=slug).first() or former(Series.objects.all(), slug)
    known = Series.objects.filter(title=title).first() or at_slug
    if known is None and by is not None and not by.is_editor:
        notes.append(_("There is no series “%(title)s”; an editor can begin it.") % {"title": title})
        return kept
    if known is None:
        known = Series(title=title, slug=free_slug(Series, slug))
        library.save(known, now=now, by=by)
    return known.pk


def _original(document: Document, post: Post | None, notes: list[str]) -> int | None:
    """The essay at this address; where none is named, or it is not here yet, that of `post`."""
    slug = document.translation_of
    named = Post.objects.filter(slug=slug).first() if is_slug(slug) else None
    if document.translation_of and named is None:
        said = _(
            "There is no essay “%(slug)s” yet for this to translate. Read this file again when there is."
        )
        notes.append(said % {"slug": document.translation_of})
    kept = post.translation_of_id if post else None
    return named.pk if named else kept


def _person(name: str) -> Person:
    known = Person.objects.named(name)[:2]
    return known[0] if len(known) == 1 else new_person(name)
