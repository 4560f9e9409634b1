"""Verbs on a post's words: save, update. States and times: release.py; edits that wait: working_copy.py."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from blog import caching, search
from blog.models import Excerpt, Placement, Post, State, WorkingCopy
from blog.models.tag import set_tags
from blog.publishing import changes, excerpts, files
from blog.publishing.lifting import Lifting
from blog.publishing.limits import check_fields
from blog.publishing.post_rows import (
    choose_slug,
    join,
    keep_former_address,
    note_links,
    place,
    write_authors,
)
from blog.publishing.revisions import note_change, text_alone
from blog.publishing.setting import set_text
from blog.publishing.text import EXCERPTS_A_POST, UNDO, Box, PostText, Refused, Stale, WrongState
from blog.publishing.translations import translate
from blog.publishing.verb import verb
from blog.rendering import Rendered, named_images, named_places, replace_places, summarise

REMARKS = 20
"""So many remarks on a text are stored. A hostile one may earn thousands."""


@verb
def save(
    post: Post | None,
    text: PostText,
    *,
    by: User | None,
    now: datetime,
    base_version: int | None = None,
    note: str = "",
    match_in_order: bool = False,
) -> Post:
    """Save a draft, or one in review: lift its fences and boxes, render, record a revision.

    With `match_in_order` a fence without a slug is the post's next excerpt, as when a file is read again.
    Raises Refused (nothing saved), Stale if the post is no longer at `base_version`, and WrongState for a
    released post, whose edits are kept in a working copy and shown by `update`.
    """
    check_fields(text)
    if post is not None:
        post = at_version(post, base_version)
        if post.is_released:
            raise WrongState(post.state)
    return _write(post, text, by=by, now=now, note=note, match_in_order=match_in_order)


@verb
def update(
    post: Post,
    text: PostText,
    *,
    by: User | None,
    now: datetime,
    base_version: int | None = None,
    note: str = "",
    match_in_order: bool = False,
    minor: bool = False,
) -> Post:
    """Show readers of a released post these words. Raises as `save` does.

    They can open what changed, and feeds tell of it; not so of a `minor` edit, such as of a slip of the pen.
    """
    check_fields(text)
    post = at_version(post, base_version)
    if not post.is_released:
        raise WrongState(post.state)
    if not text.title.strip():
        raise Refused({"title": [_("A published essay needs a title.")]})
    before = None if minor or not changes.are_listed(post, now) else _words(post)
    _move_date(post, text, now)
    told = post.modified_at if minor else None
    post.modified_at = max(told or now, post.published_at or now)
    post = _write(post, text, by=by, now=now, note=note, match_in_order=match_in_order)
    if not post.has_words:
        raise Refused({"body": [_("A published essay needs some text, or an exchange.")]})
    if before:
        changes.note(post, before, _words(post), now=now)
    return post


def text_of(post: Post) -> PostText:
    """The post's own columns as an author would type them: what the form shows when nothing waits."""
    placed = post.placements.order_by("position").prefetch_related(None)
    rows = {row.pk: row for row in Excerpt.objects.with_turns().filter(placements__post=post)}
    in_order = [rows[placement.excerpt_id] for placement in placed]
    return replace(text_alone(post), boxes=tuple(box_of(row) for row in in_order))


def _words(post: Post) -> dict[str, str]:
    return changes.words(text_of(post), post.plain_text)


def box_of(excerpt: Excerpt) -> Box:
    """The Transcript box in which `excerpt` (from `with_turns`) stands."""
    return Box(text=excerpt.as_box(), slug=excerpt.slug, version=excerpt.version)


@verb
def rerender(post: Post) -> None:
    """Render the stored body anew, after the renderer has changed. Writes only what follows from it."""
    post = at_version(post, None)
    rendered = _render(post.body, post, post.language)
    Post.objects.filter(pk=post.pk).update(**_columns(rendered, post.summary))
    post.segments = rendered.segments
    note_links(post)
    search.index(post)


def _write(
    post: Post | None, text: PostText, *, by: User | None, now: datetime, note: str, match_in_order: bool
) -> Post:
    is_new, before = post is None, list(post.placements.order_by("position")) if post else []
    lifting = _lifting(post, before, text.body, by=by, now=now, match_in_order=match_in_order)
    attached = lifting.boxes(text.boxes)
    body = lifting.body(_unix_lines(text.body))
    rendered = _render(body, post, text.language)
    placed = _placed(rendered, lifting, attached)
    if (present := _with_present_slugs(body, placed)) != body:
        body, rendered = present, _render(present, post, text.language)
    slug = choose_slug(post, text)
    cover = files.chosen(text.cover, "cover", by=by, now=now, before=post.cover if post else None)

    post = post or Post(created_at=now, version=0)
    former = post.slug
    post.title, post.slug, post.summary, post.body = text.title.strip(), slug, text.summary.strip(), body
    post.language, post.planned_at, post.saved_at = text.language, text.planned_at, now
    post.cover = cover
    join(post, text.series, by=by, now=now)
    translate(post, text.translation_of, by=by, now=now)
    post.version += 1
    for column, value in _columns(rendered, post.summary).items():
        setattr(post, column, value)
    post.save()
    keep_former_address(post, former, by=by, now=now)
    authors = write_authors(post, text.authors, by)
    tags = set_tags(post, text.tags)
    note_links(post)
    files.note_uses(post, named_images(rendered.segments), by=by, now=now)
    attached = [row for row in attached if row not in placed.values()]
    place(post, before, attached, list(placed.values()))
    mended = [row.excerpt_id for row in before] + [row.pk for row in (*attached, *placed.values())]
    excerpts.mend_first_shown(mended)
    search.index(post)
    if not is_new:
        WorkingCopy.objects.filter(post=post).delete()
    note_change(post, tags, authors, attached, note, by=by, now=now)
    caching.next_generation(now)
    return post


def _lifting(
    post: Post | None,
    before: Sequence[Placement],
    body: str,
    *,
    by: User | None,
    now: datetime,
    match_in_order: bool,
) -> Lifting:
    """With the excerpts of the post; what `body` places by name is not looked for by its words."""
    ids = [row.excerpt_id for row in before]
    rows = Excerpt.objects.with_turns().in_bulk(ids)
    named = named_places(body)
    return Lifting(
        by=by,
        now=now,
        post=post,
        here=[rows[pk] for pk in ids if rows[pk].slug not in named],
        placed={rows[pk].slug: rows[pk] for pk in ids},
        match_in_order=match_in_order,
    )


def _render(body: str, post: Post | None, language: str) -> Rendered:
    return set_text(body, language=language, anchors=post.anchors if post else ())


def at_version(post: Post, base_version: int | None) -> Post:
    """The post as it is stored, to be changed. Raises Stale if it is no longer at `base_version`."""
    fresh = Post.objects.select_for_update().get(pk=post.pk)
    if base_version is not None and fresh.version != base_version:
        raise Stale(post)
    return fresh


def _placed(rendered: Rendered, lifting: Lifting, attached: Sequence[Excerpt]) -> dict[str, Excerpt]:
    """The excerpts the body places, in order, by the slug it uses. Raises Refused with all problems."""
    problems = lifting.problems
    for problem in rendered.problems:
        if problem.fatal:
            said = _("Line %(line)d: %(why)s") % {"line": problem.line, "why": problem.message.told(_)}
            problems.setdefault("body", []).append(ValidationError(said))
    placed: dict[str, Excerpt] = {}
    for slug in rendered.placements:
        if excerpt := lifting.placeable(slug):
            placed[slug] = excerpt
        else:
            said = _("[[qa: %(slug)s]] names no excerpt. Check its name, or paste the exchange itself.") % {
                "slug": slug
            }
            problems.setdefault("body", []).append(ValidationError(said))
    if (count := len({*placed.values(), *attached})) > EXCERPTS_A_POST:
        counts = {"limit": EXCERPTS_A_POST, "count": count}
        said = _("An essay holds at most %(limit)d excerpts; this one has %(count)d.") % counts
        problems["body"] = [ValidationError(said)]
    if problems:
        raise Refused(problems)
    return placed


def _with_present_slugs(body: str, placed: dict[str, Excerpt]) -> str:
    """`body` naming each excerpt by the address it has now, where it was written with a former one."""
    if all(slug == excerpt.slug for slug, excerpt in placed.items()):
        return body
    return replace_places(body, lambda slug: f"[[qa: {placed[slug].slug}]]")


def _columns(rendered: Rendered, summary: str) -> dict[str, object]:
    """What a post stores of its rendered body."""
    remarks = [problem.message.as_json() for problem in rendered.problems if not problem.fatal]
    return {
        "segments": list(rendered.segments),
        "plain_text": rendered.plain_text,
        "contents": list(rendered.contents),
        "word_count": rendered.words,
        "minutes": rendered.minutes,
        "anchors": list(rendered.anchors),
        "remarks": remarks[:REMARKS],
        "renderer_version": rendered.version,
        "description": summary or summarise(rendered.plain_text),
    }


def _move_date(post: Post, text: PostText, now: datetime) -> None:
    """Follow a changed date: a schedule moves, the date of a published post is corrected. Raises Refused."""
    at = text.planned_at and text.planned_at.replace(microsecond=0)
    if at is None or at == post.published_at:
        return
    if post.state == State.SCHEDULED and not post.is_published(now):
        post.announced_at = max(at, now) + UNDO
    elif at > now:
        raise Refused(
            {"planned_at": [_("Readers have it already; its date cannot lie ahead. Withdraw it first.")]}
        )
    post.published_at = at


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
