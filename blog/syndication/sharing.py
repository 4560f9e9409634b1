"""Which card (blog.media.cards) stands for a page, and where it is found. A card not drawn yet is none."""

from dataclasses import dataclass

from django.urls import reverse

from blog.media import cards
from blog.media.cards import Card
from blog.models import Excerpt, Image, SiteIdentity
from blog.syndication.addresses import absolute
from blog.syndication.wording import question_of, title_of, words_of

MARK = "::"


@dataclass(frozen=True, slots=True)
class SharedImage:
    """`url` is absolute."""

    url: str
    width: int
    height: int
    alt: str

    @classmethod
    def of(cls, image: Image | None) -> "SharedImage | None":
        """Of an image with its renditions, if there is one."""
        if image is None:
            return None
        file = image.shared
        return cls(absolute(image.address_of(file)), file.width, file.height, image.alt)


def excerpt_card(excerpt: Excerpt, site: SiteIdentity) -> Card:
    """Of an excerpt from `with_turns`: its first question and answer; who said it is named as quoted."""
    words, speakers = words_of(excerpt), excerpt.speakers
    return Card(
        words=words or title_of(excerpt),
        question=question_of(excerpt) if words else "",
        speaker=speakers[0].label if words and speakers else "",
        source=excerpt.source.title if excerpt.source else "",
        site=site.name,
    )


def site_cards(site: SiteIdentity) -> tuple[Card, Card]:
    """The site's own: its name, and for where no face shows that, its mark."""
    return Card(words=site.name), Card(words=MARK)


def image_of_excerpt(excerpt: Excerpt, site: SiteIdentity) -> SharedImage | None:
    """The card of an excerpt, else the site's."""
    card = excerpt_card(excerpt, site)
    if not card.file.exists():
        return image_of_site(site)
    return _image(card, reverse("blog:excerpt_card", args=[excerpt.slug, card.digest]))


def image_of_site(site: SiteIdentity) -> SharedImage | None:
    drawn = (card for card in site_cards(site) if card.file.exists())
    return next((_image(card, reverse("blog:site_card", args=[card.digest])) for card in drawn), None)


def _image(card: Card, path: str) -> SharedImage:
    return SharedImage(absolute(path), cards.WIDTH, cards.HEIGHT, card.text)
