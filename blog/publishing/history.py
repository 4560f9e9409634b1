"""What a post or an excerpt said at each of its revisions, and going back to one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog.models import Excerpt, Image, Person, Post, Revision, Series, State, Tag
from blog.models.addresses import make_slug
from blog.models.image import keys_in
from blog.models.redirect import former
from blog.models.tag import tag_key
from blog.permissions import images_for
from blog.publishing import excerpts, posts, revisions, working_copy
from blog.publishing.lifting import Lifting
from blog.publishing.matching import is_new_name, sources_like
from blog.publishing.text import Box, PostText, Stale
from blog.publishing.verb import verb
from blog.rendering import replace_places
from blog.transcripts import Exchange, SourceLine, read_fence, write_box

KEPT = 50
"""How many of the newest revisions of a draft stay, however old."""
KEPT_ALL = timedelta(days=30)
"""How long every revision stays."""

type Find = Callable[[str], Excerpt | None]
"""The excerpt now or formerly at an address."""


@dataclass(frozen=True, slots=True)
class Former:
    """The words of a revision as they can be saved now, and in words what of them is no longer there."""

    text: PostText
    missing: tuple[str, ...]


def told(data: Mapping[str, Any]) -> dict[str, str]:
    """What a snapshot says, by the names of its parts, for people to read and compare."""
    if "fence" in data:
        return {_("Transcript"): write_box(read_fence(data["fence"])), _("Address"): data["slug"]}
    return _told(PostText.from_json({**data, "boxes": []}), "\n".join(data.get("attached", [])))


def told_text(text: PostText) -> dict[str, str]:
    """The same of a text that is no snapshot: with the words of its exchanges."""
    return _told(text, "\n\n".join(filter(None, (box.text.strip() for box in text.boxes))))


def _told(text: PostText, exchanges: str) -> dict[str, str]:
    people = Person.objects.in_bulk(text.authors)
    names = [people[pk].name if pk in people else _("someone no longer here") for pk in text.authors]
    planned = text.planned_at
    return {
        _("Title"): text.title,
        _("Summary"): text.summary,
        _("Exchanges at the top"): exchanges,
        _("Text"): text.body,
        _("Tags"): ", ".join(tag.name if tag else name for name, tag in _tags(text).items()),
        _("Authors"): ", ".join(names),
        _("Series"): _series_name(text.series),
        _("Cover"): _cover_name(text.cover),
        _("Date"): date_format(localtime(planned), "DATETIME_FORMAT") if planned else "",
        _("Language"): text.language,
        _("Translation of"): _essay_name(text.translation_of),
        _("Address"): text.slug,
    }


def _cover_name(key: str) -> str:
    image = Image.objects.filter(key=key).first() if key else None
    return image.file if image else _("an image no longer here") if key else ""


def _series_name(pk: int | None) -> str:
    series = Series.objects.filter(pk=pk).first() if pk else None
    return series.title if series else _("a series no longer here") if pk else ""


def _essay_name(pk: int | None) -> str:
    post = Post.objects.filter(pk=pk).first() if pk else None
    return str(post) if post else _("an essay no longer here") if pk else ""


def words(data: Mapping[str, Any]) -> str:
    """The words of a snapshot, for counting."""
    return str(data["fence"]) if "fence" in data else "\n".join(data[p] for p in ("title", "summary", "body"))


def snapshot_of(row: Post | Excerpt) -> dict[str, Any]:
    """What a revision made now would keep."""
    return revisions.snapshot(row) if isinstance(row, Post) else excerpts.snapshot(row)


def former_text(post: Post, revision: Revision, *, by: User | None, now: datetime) -> Former:
    """The text of `revision` for `post`: at its present address, without what has been deleted since.

    Nor with an excerpt that `by` may no longer know of. Its series and its original are no matter of words
    and stay. Only an editor changes by it who the authors are.
    """
    find = Lifting(by=by, now=now, post=post).placeable
    text = PostText.from_json(revision.data)
    missing: list[str] = []
    tags = _tags(text)
    missing += [_("The tag “%(name)s”") % {"name": name} for name, tag in tags.items() if tag is None]
    people = Person.objects.in_bulk(text.authors)
    missing += [_("An author who no longer has a page") for pk in text.authors if pk not in people]
    authors = tuple(pk for pk in text.authors if pk in people)
    if by is not None and not by.is_editor:
        authors = tuple(post.authorships.values_list("person_id", flat=True))
    text = replace(
        text,
        slug=post.slug,
        tags=tuple(dict.fromkeys(tag.name for tag in tags.values() if tag)),
        authors=authors,
        boxes=_boxes(post, revision.data.get("attached"), find, missing),
        body=_without_lost_places(text.body, find, missing),
        cover=_cover(text, by, now, missing),
        series=post.series_id,
        translation_of=post.translation_of_id,
    )
    return Former(text, tuple(missing))


def made_by(excerpt: Excerpt, revision: Revision) -> tuple[str, ...]:
    """The names that going back to `revision` makes a page for, as typing its words would."""
    exchange = _at_its_source(read_fence(revision.data["fence"]), excerpt)
    labels = {turn.label: None for turn in exchange.turns}.keys() - {turn.label for turn in excerpt.turn_list}
    names = [label for label in labels if is_new_name(label)]
    if exchange.source and not sources_like(exchange.source).exists():
        names.append(exchange.source.title or exchange.source.url)
    return tuple(sorted(names))


@verb
def revert_post(
    post: Post, revision: Revision, *, by: User | None, now: datetime, base_version: int | None = None
) -> Post:
    """Give `post` the words of `revision` again: a draft at once, else as edits readers have not seen.

    Raises Stale and Refused as saving does.
    """
    text = former_text(post, revision, by=by, now=now).text
    said = _("restored version %(number)d") % {"number": revision.version}
    if post.is_released:
        working_copy.keep(post, text, by=by, now=now, base_version=base_version)
    else:
        post = posts.save(post, text, by=by, now=now, base_version=base_version, note=said)
    audit(Action.REVERTED, by=by, about=post, detail=said, now=now)
    return post


@verb
def revert_excerpt(
    excerpt: Excerpt, revision: Revision, *, by: User | None, now: datetime, base_version: int | None = None
) -> Excerpt:
    """Give `excerpt` the words and the source of `revision` again, wherever it is shown. Raises Stale."""
    said = _("restored version %(number)d") % {"number": revision.version}
    exchange = _at_its_source(read_fence(revision.data["fence"]), excerpt)
    excerpt = excerpts.save(excerpt, exchange, raw="", by=by, now=now, base_version=base_version, note=said)
    audit(Action.REVERTED, by=by, about=excerpt, detail=said, now=now)
    return excerpt


@verb
def name_revision(revision: Revision, name: str, *, seen: str) -> None:
    """Call it `name`, or nothing, where it is still called `seen`. Raises Stale where someone named it."""
    if not Revision.objects.filter(pk=revision.pk, name=seen).update(name=name):
        raise Stale(revision)


@verb
def prune(now: datetime) -> int:
    """Remove what nobody will look for; returns how many revisions.

    Of an essay's unnamed revisions that readers never saw those older than KEPT_ALL go, but for the first of
    all and the newest KEPT. An excerpt's all stay, for they say what was quoted when.
    """
    of_same = Revision.objects.filter(post=OuterRef("post"))
    unseen = Revision.objects.filter(name="", data__state__in=[State.DRAFT, State.IN_REVIEW])
    later = unseen.filter(Exists(of_same.filter(pk__lt=OuterRef("pk"))))
    number = Window(RowNumber(), partition_by="post", order_by="-pk")
    many = later.annotate(number=number).filter(number__gt=KEPT).values("pk")
    _all, removed = Revision.objects.filter(pk__in=many, at__lt=now - KEPT_ALL).delete()
    return removed.get("blog.Revision", 0)


def _tags(text: PostText) -> dict[str, Tag | None]:
    """The tag each name means now, also one merged or renamed since."""
    known = Tag.objects.known({tag_key(name)[:100] for name in text.tags})
    return {name: known.get(tag_key(name)[:100]) for name in text.tags}


def _boxes(post: Post, attached: list[str] | None, find: Find, missing: list[str]) -> tuple[Box, ...]:
    """The excerpts at these addresses, else those at the post's top, as they stand."""
    if attached is None:
        rows = Excerpt.objects.with_turns().filter(placements__post=post, placements__in_body=False)
        found = list(rows.order_by("placements__position"))
    else:
        at = {slug: find(slug) for slug in attached}
        missing += [_("The excerpt “%(slug)s”") % {"slug": slug} for slug, row in at.items() if row is None]
        found = [row for row in at.values() if row]
    return tuple(Box(row.as_box(), row.slug, row.version, "keep") for row in found)


def _without_lost_places(body: str, find: Find, missing: list[str]) -> str:
    """`body` without the lines that place an excerpt which is gone."""

    def kept(slug: str) -> str:
        if find(slug):
            return f"[[qa: {slug}]]"
        missing.append(_("The excerpt “%(slug)s”") % {"slug": slug})
        return ""

    return replace_places(body, kept)


def _cover(text: PostText, by: User | None, now: datetime, missing: list[str]) -> str:
    """The cover, if it is still there; of a lost image the body keeps the words."""
    images = Image.objects.all() if by is None else images_for(by, now)
    there = set(images.filter(key__in=keys_in(text.body, text.cover)).values_list("key", flat=True))
    lost = [key for key in dict.fromkeys(keys_in(text.body, text.cover)) if key not in there]
    missing += [_("An image") for _key in lost]
    return "" if text.cover in lost else text.cover


def _at_its_source(exchange: Exchange, excerpt: Excerpt) -> Exchange:
    """`exchange` with the excerpt's present source, where the one it names was merged into that."""
    line, source = exchange.source, excerpt.source
    if line is None or source is None:
        return exchange
    merged = former(type(source).objects.filter(pk=source.pk), make_slug(line.title or line.url))
    return replace(exchange, source=SourceLine(source.title, source.url, line.date)) if merged else exchange
