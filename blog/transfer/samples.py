"""Sample content: loaded as any essay is, remembered row by row, and taken away whole."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from blog.models import Excerpt, Page, Person, Placement, Post, Series, SiteIdentity, Source, Tag, WorkingCopy
from blog.models.snapshot import Origin
from blog.publishing import excerpts, library
from blog.publishing.verb import verb
from blog.rendering import named_places
from blog.transfer.document import Document
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import ingest

FOLDER = Path(__file__).parents[1] / "samples"
ROWS: tuple[type[models.Model], ...] = (Post, Excerpt, Page, Series, Tag, Source, Person)
"""What the samples are made of; each is removed before what it needs."""


class AlreadyLoaded(Exception):
    """The samples are here, or what is left of them."""


class NotForSamples(Exception):
    """A site that others reach, or that has essays; the message says which."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows went, by model; and which stayed, each with the owner's row that needs it.

    A page whose words are the owner's now needs itself.
    """

    counts: Counter[type[models.Model]]
    kept: tuple[tuple[models.Model, models.Model], ...]


def documents(zone: ZoneInfo) -> list[Document]:
    """The sample essays, oldest first."""
    read = [read_document(file.read_text("utf-8"), zone) for file in FOLDER.glob("*.md")]
    return sorted(read, key=lambda document: str(document.date))


@verb
def load(now: datetime) -> list[Post]:
    """Publish the sample essays, each as on its day, with people, sources, tags, series, page and identity.

    Raises AlreadyLoaded or NotForSamples; then nothing is changed.
    """
    site = _locked_site()
    if site.samples:
        raise AlreadyLoaded
    if not settings.ORIGIN.is_loopback:
        told = _("SITE_ORIGIN: samples are for a site that only this machine reaches, not for %(origin)s.")
        raise NotForSamples(told % {"origin": settings.SITE_ORIGIN})
    if Post.objects.exists():
        raise NotForSamples(_("Essays are here already: samples are for an empty site."))
    before = _ids()
    posts = [
        ingest(document, publish=True, now=document.date or now).post for document in documents(site.tzinfo)
    ]
    _load_page(site.tzinfo, now)
    made = {name: sorted(ids - before[name]) for name, ids in _ids().items()}
    described = tomllib.loads((FOLDER / "site.toml").read_text("utf-8"))
    _describe(Series.objects.filter(pk__in=made["series"]), described["series"], now)
    _describe(Person.objects.filter(pk__in=made["person"]), described["people"], now)
    _describe(Source.objects.filter(pk__in=made["source"]), described["sources"], now)
    _keep_words(Source.objects.filter(pk__in=made["source"]), now)
    identity = _introduce(site, described["identity"])
    site.samples = {"rows": made, "identity": identity}
    library.save(site, now=now)
    return posts


@verb
def remove(now: datetime) -> Removed | None:
    """Take the samples away, edited or not; None where there are none.

    What the owner's own rows need is kept, and goes at a later call that finds it free. A page and a value
    of the site's identity go only where they are as they came.
    """
    site = _locked_site()
    if not site.samples:
        return None
    ids: dict[str, list[int]] = site.samples["rows"]
    shown = list(Placement.objects.filter(post__in=ids["post"]).values_list("excerpt", flat=True))
    counts: Counter[type[models.Model]] = Counter()
    kept: list[tuple[models.Model, models.Model]] = []
    for model in ROWS:
        for row in model._default_manager.filter(pk__in=ids[_name(model)]):
            if needed_by := _needed_by(row):
                kept.append((row, needed_by))
            else:
                library.delete(row, now=now)
                counts[model] += 1
    excerpts.mend_first_shown(shown)
    _take_back(site)
    left = {_name(model): [row.pk for row, _by in kept if isinstance(row, model)] for model in ROWS}
    site.samples = {"rows": left, "identity": {}} if kept else {}
    library.save(site, now=now)
    return Removed(counts, tuple(kept))


def _locked_site() -> SiteIdentity:
    """The site's row, held until the end of the transaction: one loads or removes at a time."""
    SiteIdentity.objects.get_or_create(pk=1)
    return SiteIdentity.objects.select_for_update().get(pk=1)


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def _ids() -> dict[str, set[int]]:
    return {_name(model): set(model._default_manager.values_list("pk", flat=True)) for model in ROWS}


def _load_page(zone: ZoneInfo, now: datetime) -> None:
    for file in (FOLDER / "pages").glob("*.md"):
        document = read_document(file.read_text("utf-8"), zone)
        if not Page.objects.filter(slug=document.slug).exists():
            page = Page(
                title=document.title,
                slug=document.slug,
                body=document.body,
                language=document.language,
                is_published=True,
            )
            library.save_page(page, now=now)


def _keep_words(sources: models.QuerySet[Source], now: datetime) -> None:
    """Keep what some of the sources say: one of them took a word down otherwise than it is quoted."""
    for file in (FOLDER / "sources").glob("*.txt"):
        for source in sources.filter(slug=file.stem):
            library.keep_snapshot(source, file.read_text("utf-8"), origin=Origin.PASTED, now=now)


def _describe(rows: models.QuerySet[Any], described: list[dict[str, str]], now: datetime) -> None:
    """Tell of rows what no essay can; the first value of each description says of which."""
    for description in described:
        (column, known), *rest = description.items()
        for row in rows.filter(**{column: known}):
            for name, value in rest:
                setattr(row, name, value)
            library.save(row, now=now)


def _introduce(site: SiteIdentity, identity: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Set the values nobody has chosen yet; returns each with what it was before."""
    blank = SiteIdentity()
    changed = {}
    for name, value in identity.items():
        before = getattr(site, name)
        if before == getattr(blank, name):
            setattr(site, name, value)
            changed[name] = {"before": before, "sample": value}
    return changed


def _take_back(site: SiteIdentity) -> None:
    """Set each value that is still the samples' to what it was."""
    for name, value in site.samples["identity"].items():
        if getattr(site, name) == value["sample"]:
            setattr(site, name, value["before"])


def _needed_by(row: models.Model) -> models.Model | None:
    """Something the owner made that needs `row`, once the samples before it in ROWS have gone."""
    match row:
        case Excerpt():
            return Post.objects.filter(placements__excerpt=row).first() or _waiting_for(row)
        case Page():
            return row if row.modified_at != row.created_at else None
        case Series():
            return Post.objects.filter(series=row).first()
        case Tag():
            tagged = Post.objects.filter(post_tags__tag=row).first()
            return tagged or Excerpt.objects.filter(excerpt_tags__tag=row).first()
        case Source():
            return Excerpt.objects.filter(source=row).first()
        case Person():
            written = Post.objects.filter(authorships__person=row).first()
            return written or Excerpt.objects.filter(turns__person=row).first() or row.user
    return None


def _waiting_for(excerpt: Excerpt) -> Post | None:
    """A post whose unshown edits place `excerpt`."""
    for copy in WorkingCopy.objects.select_related("post"):
        if excerpt.slug in named_places(copy.data["body"]):
            return copy.post
    return None
