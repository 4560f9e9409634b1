"""What every public page says around its own words: who writes here, and where else to go."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.models import SiteIdentity
from blog.models.addresses import address
from blog.templatetags.blog import UNSAID
from blog.views.frame import Frame

FIRST_PAGE = "about"
"""The page that stands in the masthead; the others stand in the footer."""
_SENTENCE = re.compile(r"[.!?؟…](?=\s)|[。！？]")


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Greeting:
    """The introduction: around the name, or `beside` it; and as a `first` sentence and the `rest`."""

    name: str
    before: str = ""
    after: str = ""
    beside: str = ""
    first: str = ""
    rest: str = ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor of pages that came through the door; others get nothing."""
    identity: SiteIdentity | None = getattr(request, "site", None)
    if identity is None:
        return {}
    menu, more = _links(request.frame, request.path)  # type: ignore[attr-defined]
    return {
        **UNSAID,
        "site": identity,
        "language": identity.language,
        "interface": get_language(),
        "greeting": greeting(identity),
        "menu": menu,
        "more": more,
    }


def greeting(identity: SiteIdentity) -> Greeting:
    """How to say who writes here: in a line with the name linked, or as a heading."""
    name, introduction = identity.name, " ".join(identity.introduction.split())
    before, found, after = introduction.partition(name)
    if not found:
        return Greeting(name, beside=introduction, first=name, rest=introduction)
    end = _SENTENCE.search(introduction, len(before) + len(name))
    cut = end.end() if end else len(introduction)
    first, rest = introduction[:cut], introduction[cut:].strip()
    return Greeting(name, before=before, after=after, first=first, rest=rest)


def _links(frame: Frame, path: str) -> tuple[list[Link], list[Link]]:
    """The masthead's links and the footer's: only to what a stranger finds something behind."""
    rooms, pages = frame.rooms, frame.pages
    first = pages.get(FIRST_PAGE)
    menu = [
        (_("Essays"), _to("posts"), rooms["essays"]),
        (_("Excerpts"), _to("excerpts"), rooms["excerpts"]),
        (_("People"), _to("people"), rooms["people"]),
        (first or "", _to("page", FIRST_PAGE), first is not None),
    ]
    if navigation := frame.site.navigation:
        menu = [(link["label"], link["url"], True) for link in navigation]
    more = [
        (_("Archive"), _to("archive"), rooms["essays"]),
        (_("Tags"), _to("tags"), rooms["tags"]),
        (_("Sources"), _to("sources"), rooms["sources"]),
        *((title, _to("page", slug), True) for slug, title in pages.items() if slug != FIRST_PAGE),
        (_("Search"), _to("search"), rooms["essays"]),
        (_("Corrections"), _to("corrections"), rooms["corrections"]),
        (_("Feeds"), _to("feeds"), True),
    ]
    return _shown(menu, path), _shown(more, path)


def _shown(links: list[tuple[str, str, bool]], path: str) -> list[Link]:
    return [Link(label, url, url == path) for label, url, exists in links if exists]


def _to(name: str, slug: str = "") -> str:
    return address(f"blog:{name}", slug)
