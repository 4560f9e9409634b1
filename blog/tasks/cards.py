"""Drawing the cards (blog.media.cards) that are missing. Pages name a card once its file is there."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from blog import caching
from blog.media import cards
from blog.models import Excerpt, SiteIdentity
from blog.syndication.sharing import excerpt_card, site_cards

SLICE = 100
LATELY = timedelta(minutes=10)
UNWANTED = timedelta(days=7)


@task
def draw_cards(after: int = 0) -> None:
    """Draw the missing ones of some excerpts beyond the key `after`; the next ones are the next task's.

    Every day all are looked through: who renames the site or a source has new cards the day after.
    """
    now = timezone.now()
    some = list(Excerpt.objects.visible(now).with_turns().filter(pk__gt=after).order_by("pk")[:SLICE])
    _draw(some, now)
    if some:
        draw_cards.enqueue(some[-1].pk)
    else:
        cards.sweep(before=(now - UNWANTED).timestamp())


@task
def draw_new_cards() -> None:
    """Draw those of the excerpts that readers see lately, or see other words of."""
    now = timezone.now()
    lately = Q(modified_at__gte=now - LATELY) | Q(placements__post__modified_at__gte=now - LATELY)
    _draw(Excerpt.objects.visible(now).with_turns().filter(lately).distinct(), now)


def _draw(excerpts: Iterable[Excerpt], now: datetime) -> None:
    site = SiteIdentity.current()
    wanted = [*site_cards(site), *(excerpt_card(excerpt, site) for excerpt in excerpts)]
    drawn = [card for card in wanted if cards.keep(card)]
    if drawn:
        with transaction.atomic():
            caching.next_generation(now)
