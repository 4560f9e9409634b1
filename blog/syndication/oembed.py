"""An excerpt for other sites to set in their pages: a frame and facts about it (https://oembed.com/)."""

from typing import Literal
from urllib.parse import urlencode
from xml.etree import ElementTree

from django.urls import reverse
from django.utils.html import format_html

from blog.models import Excerpt, SiteIdentity
from blog.rendering import exchange
from blog.syndication.addresses import absolute, home
from blog.syndication.feeds import legal
from blog.syndication.sharing import image_of_excerpt, image_of_site
from blog.syndication.wording import title_of

type Form = Literal["json", "xml"]
type Told = dict[str, str | int]

FORMS: tuple[Form, ...] = ("json", "xml")
WIDTH = 600
SIGN, LINE, TURN, AROUND = 9, 28, 40, 130
"""Dots, about: of a sign, of a line, of a turn's name and gap, and of what stands around the words."""
TALLEST = 900


def discovery(excerpt: Excerpt, form: Form) -> str:
    """Where the page of `excerpt` says that it can be asked for."""
    asked = {"url": absolute(excerpt.get_absolute_url()), "format": form}
    return f"{absolute(reverse('blog:oembed'))}?{urlencode(asked)}"


def describe(excerpt: Excerpt, site: SiteIdentity, max_width: int, max_height: int) -> Told:
    """`excerpt` (from `with_turns`) as `rich` content, no larger than asked for."""
    width = max(min(WIDTH, max_width), 1)
    height = max(min(_height(excerpt, width), max_height), 1)
    told: Told = {
        "type": "rich",
        "version": "1.0",
        "title": legal(title_of(excerpt)),
        "provider_name": legal(site.name),
        "provider_url": home(),
        "html": _frame(excerpt, width, height),
        "width": width,
        "height": height,
    }
    image = image_of_excerpt(excerpt, site) or image_of_site(site)
    if image and image.width <= max_width and image.height <= max_height:
        told |= {
            "thumbnail_url": image.url,
            "thumbnail_width": image.width,
            "thumbnail_height": image.height,
        }
    return told


def as_xml(told: Told) -> str:
    root = ElementTree.Element("oembed")
    for name, value in told.items():
        ElementTree.SubElement(root, name).text = str(value)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _frame(excerpt: Excerpt, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"></iframe>',
        absolute(reverse("blog:excerpt_embed", args=[excerpt.slug])),
        width,
        height,
        legal(title_of(excerpt)),
    )


def _height(excerpt: Excerpt, width: int) -> int:
    """About how tall it stands at that width; longer ones scroll."""
    signs = max(width // SIGN, 1)
    rows = exchange.lay_out(excerpt.turn_list).rows
    said = [f"{row.turn.text}\n{row.turn.translation}".splitlines() for row in rows]
    lines = sum(len(line) // signs + 1 for turn in said for line in turn)
    return min(AROUND + TURN * len(rows) + LINE * lines, TALLEST)
