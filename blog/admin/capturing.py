"""Capture: words selected on any page, brought here by a bookmark or a telephone, as an excerpt to save.

The address only fills in a form, so it may be asked from anywhere. Nothing is written until that is sent.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from blog.admin.excerpts import ExcerptAdmin
from blog.admin.roles import ASKS_THE_SITE
from blog.models import Excerpt
from blog.transcripts import capture

PARTS = ("title", "text", "url")
FITS = 2_000
"""Characters of an address that is sure to pass every server on the way through the sign-in."""
BOOKMARK = (
    "javascript:void open('{address}#'+new URLSearchParams("
    "{{title:document.title,url:location.href,text:getSelection().toString()}}))"
)


def urls(desk: admin.AdminSite) -> list[URLPattern]:
    return [
        path("capture/", capture_view, name="capture"),
        path("capture/app.webmanifest", desk.admin_view(require_safe(manifest)), name="capture_manifest"),
    ]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@csp_override({**ASKS_THE_SITE, "manifest-src": [CSP.SELF]})
def capture_view(request: HttpRequest) -> HttpResponse:
    """The words that came as an excerpt's form; where none did, what brings them here.

    They may come in the address, in a form sent from elsewhere, or, however long, in the address's fragment:
    that no server is told, and it survives the sign-in. A script then sends it here.
    """
    asked = request.POST if request.method == "POST" else request.GET
    taken = {part: asked.get(part, "").replace("\0", "") for part in PARTS}
    if not admin.site.has_permission(request):
        return _by_way_of_the_sign_in(request, taken)
    if any(taken.values()):
        desk = admin.site.get_model_admin(Excerpt)
        assert isinstance(desk, ExcerptAdmin)  # noqa: S101 - registered above
        return desk.offer(request, capture(**taken, speaker=_("Speaker")))
    bookmark = BOOKMARK.format(address=f"{settings.SITE_ORIGIN}{reverse('admin:capture')}")
    context = {**admin.site.each_context(request), "title": _("Keep an exchange"), "bookmark": bookmark}
    return render(request, "admin/capture.html", context)


def manifest(request: HttpRequest) -> JsonResponse:
    """What a telephone reads to offer the desk among the places to share to (W3C Web App Manifest)."""
    desk = reverse("admin:index")
    sizes = ("192", "512")
    told: dict[str, Any] = {
        "name": _("%(site)s: desk") % {"site": request.desk_site.name},  # type: ignore[attr-defined]
        "short_name": _("Desk"),
        "start_url": desk,
        "scope": desk,
        "display": "minimal-ui",
        "icons": [
            {"src": static(f"img/desk-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in sizes
        ],
        "share_target": {
            "action": reverse("admin:capture"),
            "method": "POST",
            "enctype": "application/x-www-form-urlencoded",
            "params": {part: part for part in PARTS},
        },
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _by_way_of_the_sign_in(request: HttpRequest, taken: dict[str, str]) -> HttpResponse:
    """To the sign-in and back with the words: short ones in `next`, others behind a link's fragment."""
    address = request.get_full_path()
    if request.method != "POST" and len(urlencode({"next": address})) <= FITS:
        return redirect_to_login(address, reverse("admin:login"))
    sign_in = reverse("admin:login", query={"next": reverse("admin:capture")})
    back = f"{sign_in}#{urlencode(taken)}"
    return render(request, "admin/capture_signed_out.html", {"back": back, "text": taken["text"]}, status=403)
