"""The roles, and what each may do at all. What a role may do with one row is blog.permissions' business."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    AUTHOR = "author", _("Author")
    EDITOR = "editor", _("Editor")
    OWNER = "owner", _("Owner")


def is_editor(role: str) -> bool:
    """Works on everyone's essays and on all that essays share, and on pages."""
    return role in {Role.EDITOR, Role.OWNER}


def is_owner(role: str) -> bool:
    """Lets people in and shuts them out, says what the site is called, reads the audit list."""
    return role == Role.OWNER
