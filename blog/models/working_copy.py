"""The edits to a post that readers do not see yet: every autosave, and all edits to a released post."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCopy(models.Model):
    post = models.OneToOneField("blog.Post", on_delete=models.CASCADE, related_name="working_copy")
    data = models.JSONField(
        help_text=_("Title, slug, summary, body, tags, authors and excerpt boxes as typed.")
    )
    base_version = models.PositiveIntegerField(help_text=_("The version of the post these edits began from."))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")

    def __str__(self) -> str:
        return f"edits to {self.post_id}"
