"""Absolute addresses: on the configured origin, whatever host was asked."""

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """`path`, as `reverse` gives it, on the site's origin."""
    return f"{settings.SITE_ORIGIN}{path}"


def home() -> str:
    return absolute(reverse("blog:home"))
