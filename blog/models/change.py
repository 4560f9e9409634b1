"""What an update changed in an essay, for readers to open: only words they were shown before and after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.models.paging import Page, newest_first
from blog.rendering.differences import Run, count_words

PARTS = {"title": _("Title"), "summary": _("Summary"), "exchanges": _("Exchanges"), "text": _("Text")}
"""The parts of an essay that are compared, in order, by the names they are stored under."""


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one part."""

    label: str | Promise
    runs: list[Run]


class ChangeQuerySet(models.QuerySet["Change"]):
    def page(self, before: str | None) -> Page["Change"]:
        return newest_first(self, "at", before)


class Change(models.Model):
    """`runs` maps the name of each part that changed to its runs, as pairs of how and text."""

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    runs = models.JSONField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["post", "-at", "-id"], name="change_newest_first")]

    def __str__(self) -> str:
        return f"{self.post_id} ({self.at:%Y-%m-%d %H:%M})"

    @property
    def parts(self) -> Iterator[Part]:
        return (
            Part(label, [Run(*pair) for pair in self.runs[name]])
            for name, label in PARTS.items()
            if name in self.runs
        )

    @property
    def added(self) -> int:
        """How many words it brought."""
        return sum(count_words(part.runs, "added") for part in self.parts)

    @property
    def removed(self) -> int:
        return sum(count_words(part.runs, "removed") for part in self.parts)
