"""Slugs: the readable part of an address. NFKC, casefolded, letters and digits of any script, hyphens."""

import re
import secrets
import unicodedata
from functools import cache
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 80
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_SLUG = "slug-of-a-row"


def make_slug(text: str) -> str:
    """The slug of a title or a question, at most 80 characters, cut at a word; may be empty.

    Marks stay with their letters (Unicode categories L, N and M), so that scripts which write
    vowels as marks keep their words.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LNM" else "-" for sign in _without_apostrophes(folded)
    )
    slug = re.sub(r"-+", "-", kept).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    cut, _hyphen, _rest = slug[: SLUG_LENGTH + 1].rpartition("-")
    return cut or slug[:SLUG_LENGTH]


def random_slug(prefix: str) -> str:
    """`post-` and six letters: an address for something without words to make one of."""
    return f"{prefix}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"


def is_random(slug: str) -> bool:
    """Whether `random_slug` made it."""
    return re.fullmatch(rf"[a-z]+-[{_LETTERS}]{{6}}", slug) is not None


def numbered(slug: str, number: int) -> str:
    """The slug with `-2`, `-3` … after it, still within the length."""
    end = f"-{number}"
    return slug[: SLUG_LENGTH - len(end)].rstrip("-") + end


def is_slug(value: str) -> bool:
    return bool(value) and make_slug(value) == value


def validate_slug(value: str) -> None:
    if not is_slug(value):
        raise ValidationError(
            _(
                "“%(value)s” cannot stand in an address."
                " Use small letters, digits and hyphens, such as “%(example)s”."
            ),
            code="slug",
            params={"value": value, "example": make_slug(value) or "an-address"},
        )


def address(view: str, slug: str = "") -> str:
    """What `reverse` gives for a view, or its page of `slug`, for a fraction of its work: a page has many."""
    before, after = _around_slug(view, get_script_prefix(), bool(slug))
    return f"{before}{slug if slug.isascii() else quote(slug)}{after}"


@cache
def _around_slug(view: str, _prefix: str, has_slug: bool) -> tuple[str, str]:
    if not has_slug:
        return reverse(view), ""
    before, _mark, after = reverse(view, args=[_SLUG]).rpartition(_SLUG)
    return before, after


def slug_field(**options: object) -> "models.CharField[str, str]":
    """A unique address part; every row with a page has one."""
    settings: dict[str, object] = {
        "max_length": SLUG_LENGTH,
        "unique": True,
        "validators": [validate_slug],
        **options,
    }
    return models.CharField(_("address"), **settings)  # type: ignore[arg-type]


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=\w)['’](?=\w)", "", text)
