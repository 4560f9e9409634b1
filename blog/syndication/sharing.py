"""Which card (blog.media.cards) stands for a page, and where it is found. A card not drawn yet is none."""

from dataclasses import dataclass

from django.urls import reverse

from blog.media import cards
from blog.media.cards import Card
from blog.models import Excerpt, Image, Post, SiteIdentity
from blog.rendering.exchange import colon
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


def post_card(post: Post, site: SiteIdentity) -> Card:
    """Of an essay from `for_page`: its title, what is said where it opens, by whom, and its authors."""
    opening = post.opening
    words, speakers = (words_of(opening), opening.speakers) if opening else ("", [])
    if opening and words and speakers:
        words = f"{speakers[0].label}{colon(opening.language or post.language or site.language)}{words}"
    authors = [person.name for person in post.author_list]
    return Card(
        words=words,
        title=post.title,
        source=", ".join(authors) if authors != [site.name] else "",
        site=site.name,
    )


def site_cards(site: SiteIdentity) -> tuple[Card, Card]:
    """The site's own: its name, and for where no face shows that, its mark."""
    return Card(words=site.name), Card(words=MARK)


def image_of_post(post: Post, site: SiteIdentity) -> SharedImage | None:
    """The cover of an essay, else its card."""
    return SharedImage.of(post.cover) or _drawn(post_card(post, site), "blog:post_card", post.slug)


def image_of_excerpt(excerpt: Excerpt, site: SiteIdentity) -> SharedImage | None:
    return _drawn(excerpt_card(excerpt, site), "blog:excerpt_card", excerpt.slug)


def image_of_site(site: SiteIdentity) -> SharedImage | None:
    found = (_drawn(card, "blog:site_card") for card in site_cards(site))
    return next((image for image in found if image), None)


def _drawn(card: Card, view: str, *slug: str) -> SharedImage | None:
    if not card.file.exists():
        return None
    address = absolute(reverse(view, args=[*slug, card.digest]))
    return SharedImage(address, cards.WIDTH, cards.HEIGHT, card.text)
