"""What each role is called. What a role may do with a post is blog.permissions' business."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    AUTHOR = "author", _("Author")
    EDITOR = "editor", _("Editor")
    OWNER = "owner", _("Owner")
