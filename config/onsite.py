"""The rooms behind the sign-in speak the site's language, keep its time, and are kept by no cache."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from accounts.middleware import ROOMS
from blog.models import SiteIdentity


class OnSite:
    """Puts the site's row at `request.desk_site`; not at `request.site`, by which public pages are known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOMS):
            return self.get_response(request)
        site = request.desk_site = SiteIdentity.current()  # type: ignore[attr-defined]
        with translation.override(site.interface), timezone.override(site.tzinfo):
            response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
