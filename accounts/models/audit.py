"""The audit list: who did what to what, and when. Entries are added, and never changed or removed.

It stands below everything that is recorded, so it knows what was acted on only by kind, number and name.
"""

from datetime import datetime
from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class Action(models.TextChoices):
    """What can have been done. Stored as a word, so that a list read in ten years still says it."""

    SIGNED_IN = "signed in", _("signed in")
    INVITED = "invited", _("invited")
    UNINVITED = "uninvited", _("invitation taken back")
    JOINED = "joined", _("joined")
    ROLE_CHANGED = "role changed", _("role changed")
    SHUT_OUT = "shut out", _("shut out")
    LET_IN = "let in", _("let in again")
    ADDRESS_CHANGED = "address changed", _("e-mail address changed")
    LINK_MADE = "link made", _("one-time link made")
    PASSWORD_CHANGED = "password changed", _("password changed")
    FACTOR_ADDED = "factor added", _("second factor added")
    FACTOR_REMOVED = "factor removed", _("second factor removed")
    SUBMITTED = "submitted", _("submitted")
    SENT_BACK = "sent back", _("sent back")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("unpublished")
    UNDONE = "undone", _("publication undone")
    UPDATED = "updated", _("updated")
    CORRECTED = "corrected", _("corrected")
    FOLLOWED_UP = "followed up", _("followed up")
    CHANGES_HIDDEN = "changes hidden", _("what changed hidden")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PREVIEW_MADE = "preview made", _("preview link made")
    PREVIEW_REVOKED = "preview revoked", _("preview link taken back")
    RESTORED = "restored", _("restored")
    REVERTED = "reverted", _("went back to a version")
    DELETED = "deleted", _("deleted")
    RENAMED = "renamed", _("renamed")
    MERGED = "merged", _("merged")
    SITE_CHANGED = "site changed", _("site changed")
    BACKED_UP = "backed up", _("backed up")
    RECOVERED = "recovered", _("recovered from a backup")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **columns: Any) -> Never:
        raise AppendOnly("update")

    def delete(self) -> Never:
        raise AppendOnly("delete")


class AuditEntry(models.Model):
    at = models.DateTimeField(_("when"), db_index=True)
    action = models.CharField(_("what"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=254, blank=True, help_text=_("Who, as they were called then."))
    kind = models.CharField(max_length=20, blank=True, help_text=_("The model of what was acted on."))
    number = models.BigIntegerField(null=True, help_text=_("Its id. The row may be gone."))
    about = models.CharField(_("on what"), max_length=300, blank=True)
    detail = models.CharField(_("detail"), max_length=500, blank=True)
    address = models.GenericIPAddressField(_("from"), null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit list")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["action", "-id"], name="audit_by_action")]

    def __str__(self) -> str:
        return f"{self.by_name or '–'} {self.action}: {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly("update")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("delete")

    @property
    def action_label(self) -> str:
        """The action in the reader's language; a word no longer in use as it was stored."""
        return str(Action(self.action).label) if self.action in Action.values else self.action


class AppendOnly(TypeError):
    """The audit list is only ever added to."""


def record(
    action: Action,
    *,
    by: User | None,
    now: datetime,
    about: models.Model | str = "",
    detail: str = "",
    address: str | None = None,
) -> AuditEntry:
    """Add an entry at `now`, inside the transaction that does what it tells of.

    `by` is None where time or a command did it; `address` is the client's, where one was at work.
    """
    row = about if isinstance(about, models.Model) else None
    return AuditEntry.objects.create(
        at=now,
        action=action,
        by=by,
        by_name=str(by)[:254] if by else "",
        kind=str(row._meta.model_name) if row else "",
        number=row.pk if row else None,
        about=str(about)[:300],
        detail=detail[:500],
        address=address,
    )
