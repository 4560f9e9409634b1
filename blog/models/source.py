"""Where an exchange took place."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import address, slug_field
from blog.models.look import TOLD, Outcome
from blog.models.partial_date import validate_partial_date
from blog.models.visibility import leads_to, published

if TYPE_CHECKING:
    from blog.models.snapshot import Snapshot


_STAMP = re.compile(r"/(\d{8})(?:\d{6})?(?:[a-z]{2}_)?/")


class Kind(models.TextChoices):
    AMA = "ama", _("AMA")
    INTERVIEW = "interview", _("Interview")
    PODCAST = "podcast", _("Podcast")
    BROADCAST = "broadcast", _("Broadcast")
    HEARING = "hearing", _("Hearing")
    SPEECH = "speech", _("Speech")
    PANEL = "panel", _("Panel")
    THREAD = "thread", _("Thread")
    ARTICLE = "article", _("Article")
    BOOK = "book", _("Book")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Other")


class SourceQuerySet(models.QuerySet["Source"]):
    def visible(self, now: datetime) -> Self:
        """Sources of an excerpt a stranger may read at `now`; what is shown no longer is not looked at."""
        shown = published(now, "placements__post") & models.Q(first_shown_at__lte=now)
        return self.filter(leads_to(self.model, "excerpts", shown))


class Source(models.Model):
    title = models.CharField(_("title"), max_length=300)
    slug = slug_field()
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    participants = models.CharField(_("participants"), max_length=500, blank=True)
    said = models.CharField(
        _("said"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("2025-01-31, 2025-01 or 2025."),
    )
    published = models.CharField(
        _("published"), max_length=10, blank=True, validators=[validate_partial_date]
    )
    url = models.URLField(_("web address"), max_length=2000, blank=True)
    accessed = models.DateField(_("read on"), null=True, blank=True)
    archive_urls = models.JSONField(
        _("archived copies"), default=list, blank=True, help_text=_("Addresses of copies in public archives.")
    )
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True, editable=False)
    """What stands at `url`, as the looks at it agree: of those, TOLD ones are shown to readers."""
    outcome_since = models.DateTimeField(null=True, editable=False)
    gone = models.JSONField(default=list, editable=False)
    """Digests of the quotations that no longer stand there."""
    look_due = models.DateTimeField(null=True, editable=False)
    """When to look next; None for as soon as may be."""

    objects = SourceQuerySet.as_manager()

    number = 0
    """Which it is of a page that numbers its sources."""

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["title"], name="source_title"),
            models.Index(fields=["look_due"], name="source_look_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *Outcome.values]), name="source_outcome_known"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("blog:source", self.slug)

    @property
    def snapshot(self) -> "Snapshot | None":
        """The current one, in a query: the newest of those kept."""
        return self.snapshots.first()

    @property
    def told(self) -> tuple[str, datetime | None, list[str]]:
        """What readers are told of its address: dead or changed, since when, and which words are gone."""
        return (self.outcome, self.outcome_since, self.gone) if self.outcome in TOLD else ("", None, [])

    def forget_looks(self) -> None:
        """Its address is another now: nothing is known of it. What was is kept with the looks."""
        self.outcome, self.outcome_since, self.gone, self.look_due = "", None, [], None

    @property
    def copies(self) -> list[str]:
        """The archived copies that can be opened in a browser."""
        return [url for url in self.archive_urls if url.startswith(("https://", "http://"))]

    def robust_link(self) -> tuple[str, str] | None:
        """An archived copy and the day it was read, as Robust Links tells them; None where one lacks."""
        copy = next(iter(self.copies), "")
        day = self.accessed or archived_on(copy)
        return (copy, day.isoformat()) if copy and day else None


def archived_on(address: str) -> date | None:
    """The day archives write into the addresses of their copies (`…/20241121100333/…`)."""
    found = _STAMP.search(address)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
