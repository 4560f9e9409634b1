"""The words of a source as someone once found them: private, to check quotations against."""

from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

CHARACTERS = 2_000_000
"""What a snapshot may hold: forty hours of talk."""
KEPT = 20
"""How many a source keeps, the newest first."""


class Origin(models.TextChoices):
    PASTED = "pasted", _("pasted")
    UPLOADED = "uploaded", _("uploaded")
    FETCHED = "fetched", _("fetched")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def current(self) -> Self:
        """The newest of each source."""
        of_source = Snapshot.objects.filter(source=OuterRef("source"))
        return self.filter(pk=Subquery(of_source.values("pk")[:1]))

    def as_facts(self) -> Self:
        """Without the text itself; `characters` says how long it is."""
        return self.defer("text", "marks").annotate(characters=Length("text"))


class Snapshot(models.Model):
    """Never on a public page, in a feed, a search or a file: at most a passage that is quoted."""

    source = models.ForeignKey("blog.Source", on_delete=models.CASCADE, related_name="snapshots")
    text = models.TextField(_("text"))
    """Plain; blank lines between its blocks."""
    sha256 = models.CharField(max_length=64, editable=False)
    """Of the text in UTF-8, in hexadecimal digits."""
    origin = models.CharField(_("origin"), max_length=8, choices=Origin)
    name = models.CharField(_("name"), max_length=2000, blank=True)
    """The file's name, or the address it was fetched from."""
    marks = models.JSONField(default=list, blank=True)
    """`[offset, "page" | "time", value]`: where a PDF's pages begin, by number, or captions, in seconds."""
    taken_at = models.DateTimeField(_("taken"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-taken_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="snapshot_once_a_source")]
        indexes = [models.Index(fields=["source", "-taken_at"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d %H:%M}"


def digest_of(text: str) -> str:
    """What a check names a snapshot by."""
    return sha256(text.encode()).hexdigest()
