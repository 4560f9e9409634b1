"""The frame of every public page: whose site it is, and where else there is something to go to."""

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db.models import Exists

from blog import caching
from blog.models import Event, Excerpt, Generation, Page, Person, Post, SiteIdentity, Source, Tag
from blog.views.near import Titled, titled
from blog.views.years import counts_by_year

MOST_PAGES = 12


class Frame:
    """What pages of one generation share, each part read when it is first asked for.

    Nobody changes it, so threads may share it too; two that ask at once read twice.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now

    @cached_property
    def site(self) -> SiteIdentity:
        return SiteIdentity.current()

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """(year, its essays), newest first."""
        return counts_by_year(self.now, self.site.tzinfo)

    @cached_property
    def titled(self) -> list[Titled]:
        """What an address that leads nowhere may have meant."""
        return titled(self.now)

    @cached_property
    def pages(self) -> dict[str, str]:
        """Titles by slug, as they stand in menus."""
        return dict(Page.objects.published().order_by("title").values_list("slug", "title")[:MOST_PAGES])

    @cached_property
    def rooms(self) -> dict[str, bool]:
        """Which lists have a row. All that a stranger finds hangs on an essay, so one query tells."""
        found = (
            Post.objects.published(self.now)
            .annotate(
                excerpts_exist=Exists(Excerpt.objects.visible(self.now)),
                people_exist=Exists(Person.objects.visible(self.now)),
                sources_exist=Exists(Source.objects.visible(self.now)),
                tags_exist=Exists(Tag.objects.visible(self.now)),
                corrections_exist=Exists(Event.objects.visible(self.now).corrections()),
            )
            .order_by("-published_at", "-pk")
            .values_list("excerpts_exist", "people_exist", "sources_exist", "tags_exist", "corrections_exist")
            .first()
        )
        excerpts, people, sources, tags, corrections = found or (False,) * 5
        return {
            "essays": found is not None,
            "excerpts": excerpts,
            "people": people,
            "sources": sources,
            "tags": tags,
            "corrections": corrections,
        }


_kept: tuple[int, Frame] | None = None


def frame_at(generation: Generation, now: datetime) -> Frame:
    """The frame of `generation`, kept in this process until there is another.

    What is due and not promoted yet has not begun a generation: then nothing is kept. Nor is it where the
    owner has no page kept in memory.
    """
    global _kept
    if caching.is_due(generation, now) or not settings.PAGES_IN_MEMORY:
        return Frame(now)
    kept = _kept
    if kept is None or kept[0] != generation.number:
        kept = _kept = (generation.number, Frame(now))
    return kept[1]


def forget() -> None:
    """Keep nothing: what comes has another database."""
    global _kept
    _kept = None
