"""A link that shows one essay to whoever has it, before readers see it."""

from datetime import datetime
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def alive(self, now: datetime) -> Self:
        """Those that open something at `now`; none of someone whose account is switched off."""
        return self.filter(revoked_at=None, expires_at__gt=now, made_by__is_active=True)

    def of(self, token: str) -> Self:
        return self.filter(digest=digest_of(token))


class PreviewLink(models.Model):
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """Of the token in the address. Whoever reads the database cannot use it."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("taken back"), null=True)
    used_at = models.DateTimeField(_("last opened"), null=True)
    uses = models.PositiveIntegerField(_("opened"), default=0)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.made_at:%Y-%m-%d %H:%M}"

    def is_alive(self, now: datetime) -> bool:
        """Whether it opens something at `now`; says of one row what `alive` says of many."""
        return self.revoked_at is None and now < self.expires_at and self.made_by.is_active


def digest_of(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
