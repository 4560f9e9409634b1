"""What every response says or leaves out, whichever view it comes from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class EveryResponse:
    """Adds Permissions-Policy, and to pages Cross-Origin-Resource-Policy; answers HEAD with headers alone.

    Feeds, data and pictures are for others to fetch and to show; a page is no resource of another site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""  # RFC 9110, 9.3.2. Content-Length stays what GET would send
        return response
