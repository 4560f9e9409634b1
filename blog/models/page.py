"""A page outside the timeline, such as About."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import address, slug_field
from blog.models.complete import CompleteQuerySet
from blog.models.image import give_page_pictures, pictures
from blog.rendering import Picture

TAKEN = frozenset(
    [
        "posts",
        "archive",
        "tags",
        "series",
        "excerpts",
        "people",
        "sources",
        "search",
        "corrections",
        "feeds",
        "atom",
        "rss",
        "feed",
        "sitemap",
        "robots",
        "oembed",
        "media",
        "preview",
        "healthz",
        "admin",
        "accounts",
        "static",
        "favicon",
    ]
)
"""First segments of addresses that are something else."""


def refuse_taken(slug: str) -> None:
    if slug in TAKEN:
        raise ValidationError(
            _("“/%(slug)s/” is another part of the site. Choose another address."), params={"slug": slug}
        )


class PageQuerySet(CompleteQuerySet["Page"]):
    def published(self) -> Self:
        """Pages a stranger may read. The only place that says so."""
        return self.filter(is_published=True)

    def for_page(self) -> Self:
        """What a page shows, in a fixed number of queries."""
        return self.completed_by(give_page_pictures)


class Page(models.Model):
    title = models.CharField(_("title"), max_length=200)
    slug = slug_field()
    body = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    created_at = models.DateTimeField(editable=False)
    modified_at = models.DateTimeField(_("modified at"), editable=False)
    description = models.CharField(max_length=500, blank=True, editable=False)
    segments = models.JSONField(default=list, editable=False)
    plain_text = models.TextField(blank=True, editable=False)
    contents = models.JSONField(default=list, editable=False)
    anchors = models.JSONField(default=list, editable=False)
    renderer_version = models.PositiveIntegerField(default=0, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("blog:page", self.slug)

    @property
    def pictures(self) -> dict[str, Picture]:
        """The images of its text, by their keys."""
        return pictures(self.image_uses)

    def clean(self) -> None:
        refuse_taken(self.slug)
