"""Verbs on what posts share: people, sources, tags, pages and the site itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching, search
from blog.models import Excerpt, Page, Person, Post, Series, SiteIdentity, Snapshot, Source
from blog.models.addresses import make_slug, random_slug
from blog.models.redirect import claim, free_slug, remember
from blog.models.snapshot import KEPT, Origin, digest_of
from blog.publishing import checking, files
from blog.publishing.limits import check_snapshot
from blog.publishing.setting import set_text
from blog.publishing.text import BODY_BYTES, Refused
from blog.publishing.verb import verb
from blog.rendering import Rendered, named_images, summarise


def person_of(user: User) -> Person:
    """The person `user` writes as, made of the name at first need. An e-mail address is never shown."""
    person = Person.objects.filter(user=user).first()
    if person is None:
        name = user.name or SiteIdentity.current().name
        slug = free_slug(Person, make_slug(name) or random_slug("person"))
        person = Person.objects.create(name=name, slug=slug, user=user)
        search.index(person)
    return person


@verb
def save(row: models.Model, *, now: datetime, by: User | None = None) -> None:
    """Save a person, source, tag or page, or the site; an address left behind leads here."""
    before = type(row)._default_manager.filter(pk=row.pk).first()
    if isinstance(row, Source) and isinstance(before, Source) and row.url != before.url:
        row.forget_looks()
        row.save()
        checking.locate_all_of(row)
    else:
        row.save()
    if isinstance(row, SiteIdentity):
        _tell_of_site(before or SiteIdentity(pk=row.pk), row, by=by, now=now)
    else:
        _move(row, str(getattr(before, "slug", "")), by=by, now=now)
    if isinstance(row, Person | Source | Series | Page):
        search.index(row)
    caching.next_generation(now)


def _move(row: models.Model, former: str, *, by: User | None, now: datetime) -> None:
    """`row` stands at its slug from now on; from `former` readers are led there."""
    slug = str(getattr(row, "slug", ""))
    claim(row, slug)
    if former and former != slug:
        remember(row, former)
        audit(Action.RENAMED, by=by, about=row, detail=f"{former} → {slug}", now=now)


def _tell_of_site(before: models.Model, site: SiteIdentity, *, by: User | None, now: datetime) -> None:
    fields = [field for field in site._meta.concrete_fields if field.editable]
    changed = [
        field.name for field in fields if field.value_from_object(before) != field.value_from_object(site)
    ]
    if changed:
        audit(Action.SITE_CHANGED, by=by, about=site, detail=", ".join(changed), now=now)


@verb
def save_person(person: Person, *, aliases: Sequence[str], now: datetime, by: User | None = None) -> None:
    """Save a person, with exactly these other names, in their order."""
    save(person, now=now, by=by)
    if [alias.name for alias in person.aliases.all()] != list(aliases):
        person.aliases.all().delete()
        for name in aliases:
            person.aliases.create(name=name)
        search.index(person)


@verb
def keep_snapshot(
    source: Source,
    text: str,
    *,
    origin: Origin,
    name: str = "",
    marks: Sequence[Sequence[Any]] = (),
    now: datetime,
    by: User | None = None,
) -> Snapshot:
    """Keep `text` as what `source` says from now on; a text it said before is renewed, not kept twice.

    `name` is the file's or the address, `marks` are as `Snapshot.marks`. Raises Refused ("text").
    """
    check_snapshot(text)
    found = {"text": text, "origin": origin, "name": name, "marks": list(marks), "taken_at": now, "by": by}
    snapshot, _made = source.snapshots.update_or_create(sha256=digest_of(text), defaults=found)
    kept = source.snapshots.values_list("pk", flat=True)[:KEPT]
    source.snapshots.exclude(pk__in=list(kept)).delete()
    checking.compare_all_of(source, now=now)
    caching.next_generation(now)
    return snapshot


@verb
def save_page(page: Page, *, now: datetime, by: User | None = None) -> None:
    """Render and save a page. Raises Refused (by field) for a text that cannot be shown."""
    rendered = render_page(page)
    page.modified_at = now
    page.created_at = page.created_at or now
    was_shown = Page.objects.published().filter(pk=page.pk).exists()
    save(page, now=now, by=by)
    files.note_uses(page, named_images(rendered.segments), by=by, now=now)
    if page.is_published != was_shown:
        audit(Action.PUBLISHED if page.is_published else Action.UNPUBLISHED, by=by, about=page, now=now)


@verb
def rerender_page(page: Page) -> None:
    """Render the stored text anew, after the renderer has changed. Writes only what rendering makes."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    _render(page)
    page.save(
        update_fields=["segments", "plain_text", "contents", "anchors", "renderer_version", "description"]
    )
    search.index(page)


def render_page(page: Page) -> Rendered:
    """Set what `page` stores of its rendered body. Raises Refused."""
    if len(page.body.encode(errors="replace")) > BODY_BYTES:
        raise Refused({"body": [_("At most %(limit)d KB fit.") % {"limit": BODY_BYTES // 1024}]})
    rendered = _render(page)
    faults = [
        _("Line %(line)d: %(why)s") % {"line": problem.line, "why": problem.message.told(_)}
        for problem in rendered.problems
        if problem.fatal
    ]
    if rendered.placements:
        faults.append(_("A page holds no excerpts; place them in an essay."))
    if faults:
        raise Refused({"body": faults})
    return rendered


def _render(page: Page) -> Rendered:
    """Set what `page` stores of its rendered body, whatever is wrong with it."""
    rendered = set_text(page.body, language=page.language, anchors=page.anchors)
    page.segments, page.plain_text = list(rendered.segments), rendered.plain_text
    page.contents, page.anchors = list(rendered.contents), list(rendered.anchors)
    page.renderer_version = rendered.version
    page.description = summarise(rendered.plain_text)
    return rendered


@verb
def delete(row: models.Model, *, now: datetime, by: User | None = None) -> None:
    """Delete a row nothing needs any more. Raises ProtectedError, which says what does."""
    audit(Action.DELETED, by=by, about=row, now=now)
    if isinstance(row, Post | Excerpt):
        search.index(row)
    row.delete()
    caching.next_generation(now)
