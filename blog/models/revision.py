"""Snapshots of posts and excerpts: who, when, note. Written at every explicit save."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="revisions")
    excerpt = models.ForeignKey("blog.Excerpt", on_delete=models.CASCADE, null=True, related_name="revisions")
    version = models.PositiveIntegerField()
    data = models.JSONField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("Given by hand, to find it."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="revision_of_one_thing",
                condition=Q(post__isnull=False, excerpt=None) | Q(post=None, excerpt__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.at:%Y-%m-%d %H:%M})"
