"""What was found where a source stands, each time it was looked at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = 50
"""How many a source keeps, the newest first."""


class Outcome(models.TextChoices):
    ALIVE = "alive", _("as it was")
    MOVED = "moved", _("moved")
    DEAD = "dead", _("offline")
    CHANGED = "changed", _("words gone")
    UNKNOWN = "unknown", _("not to be told")


TOLD = (Outcome.DEAD, Outcome.CHANGED)
"""What readers are told, once it was seen on two days."""


class Look(models.Model):
    """One visit to the address a source had then. Never what the page says now: only whether words stand."""

    source = models.ForeignKey("blog.Source", on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField(_("looked"))
    url = models.CharField(_("address"), max_length=2000)
    outcome = models.CharField(_("found"), max_length=7, choices=Outcome)
    moved_to = models.CharField(_("new address"), max_length=2000, blank=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    """Why nothing was read: as `fetch.REASONS` and `snapshots.REASONS` name it, or "robots" or "front"."""
    status = models.PositiveSmallIntegerField(_("answer"), default=0)
    since = models.DateTimeField(_("since"))
    """When the first look in a row found the same."""
    times = models.PositiveIntegerField(_("times in a row"), default=1)
    stood = models.JSONField(default=list)
    """Digests of the quotations that stand there, or did at a look before: only these can go."""

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["source", "-at", "-id"], name="look_newest_first")]
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="look_outcome_known")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"
