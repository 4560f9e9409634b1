"""Absolute addresses: on the configured origin, whatever host was asked."""

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri


def absolute(path: str) -> str:
    """`path`, as `reverse` gives it or as a request was for it, on the site's origin: a URI (RFC 3986)."""
    return f"{settings.SITE_ORIGIN}{iri_to_uri(path)}"


def home() -> str:
    return absolute(reverse("blog:home"))
