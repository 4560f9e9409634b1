"""An ordered run of essays: each stands in at most one, at a place of its own."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blog.models.addresses import address, slug_field
from blog.models.visibility import leads_to, published

MOST_PARTS = 500
"""Parts of one series: its page shows them all."""


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible(self, now: datetime) -> Self:
        """Series of which a stranger may read a part at `now`."""
        return self.filter(leads_to(self.model, "posts", published(now)))


class Series(models.Model):
    title = models.CharField(
        _("title"),
        max_length=200,
        unique=True,
        error_messages={"unique": _("There is a series of this title already.")},
    )
    slug = slug_field()
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("What the essays have in common, in a sentence or two. Plain text."),
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several", "series")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("blog:series", self.slug)
