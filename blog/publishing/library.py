"""Verbs on what posts share: people, sources, tags, pages and the site itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from blog import caching
from blog.models import Page, Person, SiteIdentity
from blog.models.addresses import make_slug, random_slug
from blog.models.redirect import claim, free_slug, remember
from blog.publishing.text import BODY_BYTES, Refused
from blog.publishing.verb import verb
from blog.rendering import Rendered, render, summarise


def person_of(user: User) -> Person:
    """The person `user` writes as, made of the name at first need. An e-mail address is never shown."""
    person = Person.objects.filter(user=user).first()
    if person is None:
        name = user.name or SiteIdentity.current().name
        slug = free_slug(Person, make_slug(name) or random_slug("person"))
        person = Person.objects.create(name=name, slug=slug, user=user)
    return person


@verb
def save(row: models.Model, *, now: datetime) -> None:
    """Save a person, source, tag or the site's identity; an address left behind leads here."""
    former = (
        type(row)._default_manager.filter(pk=row.pk).values_list("slug", flat=True).first()
        if _has_page(row)
        else None
    )
    row.save()
    if _has_page(row):
        slug = str(getattr(row, "slug", ""))
        claim(row, slug)
        if former and former != slug:
            remember(row, former)
    caching.next_generation(now)


@verb
def save_person(person: Person, *, aliases: Sequence[str], now: datetime) -> None:
    """Save a person, with exactly these other names, in their order."""
    save(person, now=now)
    if [alias.name for alias in person.aliases.all()] != list(aliases):
        person.aliases.all().delete()
        for name in aliases:
            person.aliases.create(name=name)


@verb
def save_page(page: Page, *, now: datetime) -> None:
    """Render and save a page. Raises Refused (by field) for a text that cannot be shown."""
    render_page(page)
    page.modified_at = now
    page.created_at = page.created_at or now
    save(page, now=now)


@verb
def rerender_page(page: Page) -> None:
    """Render the stored text anew, after the renderer has changed. Writes only what rendering makes."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    _render(page)
    page.save(
        update_fields=["segments", "plain_text", "contents", "anchors", "renderer_version", "description"]
    )


def render_page(page: Page) -> None:
    """Set what `page` stores of its rendered body. Raises Refused."""
    if len(page.body.encode(errors="replace")) > BODY_BYTES:
        raise Refused({"body": [_("At most %(limit)d KB fit.") % {"limit": BODY_BYTES // 1024}]})
    rendered = _render(page)
    faults = [
        _("Line %(line)d: %(why)s") % {"line": problem.line, "why": problem.message}
        for problem in rendered.problems
        if problem.fatal
    ]
    if rendered.placements:
        faults.append(_("A page holds no excerpts; place them in an essay."))
    if faults:
        raise Refused({"body": faults})


def _render(page: Page) -> Rendered:
    """Set what `page` stores of its rendered body, whatever is wrong with it."""
    language = page.language or SiteIdentity.current().language
    rendered = render(page.body, anchors=page.anchors, language=language)
    page.segments, page.plain_text = list(rendered.segments), rendered.plain_text
    page.contents, page.anchors = list(rendered.contents), list(rendered.anchors)
    page.renderer_version = rendered.version
    page.description = summarise(rendered.plain_text, 200)
    return rendered


@verb
def delete(row: models.Model, *, now: datetime) -> None:
    """Delete a row nothing needs any more. Raises ProtectedError, which says what does."""
    row.delete()
    caching.next_generation(now)


def _has_page(row: models.Model) -> bool:
    return not isinstance(row, SiteIdentity)
