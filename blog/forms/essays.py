"""An essay named by another: by its title or its address."""

from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from blog.forms.fields import TypedField
from blog.models import Post
from blog.models.addresses import make_slug
from blog.models.redirect import former


def slug_in(line: str) -> tuple[str, str]:
    """The last two parts of an address, such as `posts` and `some-essay`; the first of a slug is empty."""
    path = unquote(line.partition("?")[0].partition("#")[0])
    *_before, kind, slug = ["", *path.strip("/").split("/")]
    return kind, slug


def named(line: str, rows: QuerySet[Post]) -> Post:
    """The essay among `rows` of this title, in any case, or at this address, also a former one.

    Raises ValidationError.
    """
    _kind, slug = slug_in(line)
    at = rows.filter(slug__in=[slug, make_slug(line)])
    post = rows.filter(title=line).first() or at.first() or former(rows, slug)
    if not isinstance(post, Post):
        raise ValidationError(
            _("There is no essay “%(line)s”. Copy its address from its page, or write its title."),
            params={"line": line[:80]},
        )
    return post


class EssayField(TypedField):
    """One of `rows`, by its title or its address. Gives its id or None."""

    rows: QuerySet[Post] = Post.objects.none()

    def prepare_value(self, value: Any) -> Any:
        post = Post.objects.filter(pk=value).first() if isinstance(value, int) else None
        return post.get_absolute_url() if post else "" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        line = super().clean(value).strip()
        return named(line, self.rows).pk if line else None
