"""Drawing the cards (blog.media.cards) that are missing. Pages name a card once its file is there."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.tasks import task
from django.utils import timezone

from blog import caching
from blog.media import cards
from blog.media.cards import Card
from blog.models import Excerpt, Post, SiteIdentity
from blog.syndication.sharing import excerpt_card, post_card, site_cards

SLICE = 100
LATELY = timedelta(minutes=10)
UNWANTED = timedelta(days=7)

CARDS: dict[str, Callable[[Any, SiteIdentity], Card]] = {"excerpt": excerpt_card, "post": post_card}


@task
def draw_cards(kind: str = "excerpt", after: int = 0) -> None:
    """Draw the missing ones of some rows of a kind beyond the key `after`; the next ones are the next task's.

    Every day all are looked through: who renames the site or a source has new cards the day after.
    """
    now = timezone.now()
    some = list(_rows(kind, now).filter(pk__gt=after).order_by("pk")[:SLICE])
    _draw(kind, some, now)
    if some:
        draw_cards.enqueue(kind, some[-1].pk)
    elif kind == "excerpt":
        draw_cards.enqueue("post")
    else:
        cards.sweep(before=(now - UNWANTED).timestamp())


@task
def draw_new_cards() -> None:
    """Draw those of the essays and excerpts that readers see lately, or see other words of."""
    now = timezone.now()
    changed = Q(modified_at__gte=now - LATELY)
    placed = Q(placements__post__modified_at__gte=now - LATELY)
    _draw("excerpt", _rows("excerpt", now).filter(changed | placed).distinct(), now)
    _draw("post", _rows("post", now).filter(changed), now)


def _rows(kind: str, now: datetime) -> QuerySet[Any]:
    """Those that readers see; of essays those that show no cover instead."""
    if kind == "excerpt":
        return Excerpt.objects.visible(now).with_turns()
    return Post.objects.published(now).filter(cover=None).for_page().defer("body", "segments", "plain_text")


def _draw(kind: str, rows: Iterable[Any], now: datetime) -> None:
    site = SiteIdentity.current()
    wanted = [*site_cards(site), *(CARDS[kind](row, site) for row in rows)]
    drawn = [card for card in wanted if cards.keep(card)]
    if drawn:
        with transaction.atomic():
            caching.next_generation(now)
