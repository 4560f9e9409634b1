"""Addresses of what was announced and is deleted: they answer 410, and nothing else ever stands there."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import SLUG_LENGTH

KINDS = ("post", "excerpt")


class GoneAddress(models.Model):
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    slug = models.CharField(_("address"), max_length=SLUG_LENGTH)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("address of something deleted")
        verbose_name_plural = _("addresses of what was deleted")
        ordering = ["kind", "slug"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="gone_address_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    @classmethod
    def of(cls, model: type[models.Model], slug: str) -> "GoneAddress | None":
        """What is kept of a deleted `model` that stood at `slug`."""
        return cls.objects.filter(kind=str(model._meta.model_name), slug=slug).first()


def bury(row: models.Model, slugs: list[str], *, reason: str, now: datetime) -> None:
    """Keep these addresses of `row`, which is about to be deleted, from every later row."""
    kind = str(row._meta.model_name)
    GoneAddress.objects.bulk_create(
        GoneAddress(kind=kind, slug=slug, reason=reason, at=now) for slug in dict.fromkeys(slugs)
    )
