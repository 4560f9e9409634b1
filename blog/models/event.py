"""What happened since an essay or an excerpt was shown: corrections, follow-ups, replies. Each is dated.

Its date is never later than when it was written, so it is shown wherever what it is about is shown.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from blog.models.complete import hand_out
from blog.models.paging import Page, newest_first
from blog.models.prepared import planned
from blog.models.visibility import announced, has, published

if TYPE_CHECKING:
    from blog.models.excerpt import Excerpt, Turn
    from blog.models.post import Post


class EventQuerySet(models.QuerySet["Event"]):
    def visible(self, now: datetime) -> Self:
        """Events of the essays and excerpts a stranger may read at `now`."""
        of_excerpt = has(self.model, published(now, "excerpt__placements__post"))
        return self.filter(published(now, "post") | of_excerpt)

    def announced(self, now: datetime) -> Self:
        """Events of what was announced."""
        of_excerpt = has(self.model, announced(now, "excerpt__placements__post"))
        return self.filter(announced(now, "post") | of_excerpt)

    def corrections(self) -> Self:
        return self.filter(kind=Event.Kind.CORRECTION)

    def page(self, before: str | None) -> Page["Event"]:
        return newest_first(self, "at", before)


class Event(models.Model):
    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        FOLLOW_UP = "follow-up", _("Follow-up")
        REPLY = "reply", _("Reply")

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="events")
    excerpt = models.ForeignKey("blog.Excerpt", on_delete=models.CASCADE, null=True, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("date"))
    text = models.TextField(_("words"), max_length=5000)
    label = models.CharField(_("who replies"), max_length=200, blank=True)
    capacity = models.CharField(
        _("capacity"), max_length=300, blank=True, help_text=_("What they speak as now, if that has changed.")
    )
    language = models.CharField(
        _("language"), max_length=35, blank=True, help_text=_("Such as en or zh-Hans. Empty: the page’s.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where this is from: “By letter, printed whole.”, or the title of a page."),
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction or follow-up")
        verbose_name_plural = _("corrections and follow-ups")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "-at", "-id"], name="event_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="event_of_one_thing",
                condition=Q(post__isnull=False, excerpt=None) | Q(post=None, excerpt__isnull=False),
            ),
            models.CheckConstraint(
                name="event_kind_fits",
                condition=Q(kind="correction", label="")
                | Q(kind="follow-up", label="", post=None)
                | (Q(kind="reply", post=None) & ~Q(label="")),
            ),
            models.CheckConstraint(name="event_has_words", condition=~Q(text="")),
            models.CheckConstraint(name="event_not_ahead", condition=Q(at__lte=F("written_at"))),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    def get_absolute_url(self) -> str:
        """Where it stands: with the essay, or on the excerpt's own page."""
        return f"{self.about.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"event-{self.pk}"

    @property
    def about(self) -> "Post | Excerpt":
        """What it is about."""
        about = self.post or self.excerpt
        assert about is not None  # noqa: S101 - the database sees to it
        return about

    def turn_of(self, excerpt: "Excerpt") -> "Turn | None":
        """A turn of the one who replies, in their excerpt (with its turns)."""
        return next((turn for turn in excerpt.turn_list if turn.label == self.label), None)


def give_events(excerpts: "Sequence[Excerpt]", posts: "Sequence[Post]" = ()) -> None:
    """To both, in one query."""
    found = _events([row.pk for row in excerpts], [row.pk for row in posts])
    hand_out(excerpts, "events", lambda _excerpts: [event for event in found if event.excerpt_id])
    hand_out(posts, "events", lambda _posts: [event for event in found if event.post_id])


@planned
def _events(excerpts: list[int], posts: list[int]) -> models.QuerySet[Event]:
    return Event.objects.filter(Q(excerpt__pk__in=excerpts) | Q(post__pk__in=posts))
