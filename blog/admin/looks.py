"""What was found where a source stands, look by look; and the address it has moved to, to be taken."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.lists import writer
from blog.admin.snapshots import SnapshotAdmin
from blog.evidence import fetch, snapshots
from blog.models import Look, Outcome
from blog.publishing import watching

_REASONS = {
    **snapshots.REASONS,
    **fetch.REASONS,
    "robots": gettext_lazy("The site asks machines not to open it (robots.txt)."),
    "front": gettext_lazy("It leads to the front page of the site."),
}


class LooksAdmin(SnapshotAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [self.path_to("looks", self.looks_view), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        source = kwargs.get("obj")
        last = source.looks.first() if source else None
        return super().render_change_form(request, {**context, "last_look": last}, *args, **kwargs)

    def looks_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """The looks, newest first. A new address is taken only while the source is still found there."""
        source = self.open_for(request, number)
        if request.method == "POST":
            address, now = request.POST.get("address", ""), timezone.now()
            if watching.take_new_address(source, address, now=now, by=writer(request)):
                messages.success(request, _("It stands at its new address now."))
                return self.lead_to("change", source.pk)
            source.refresh_from_db()
        looks = list(source.looks.all())
        context = {
            "looks": [(look, _why(look)) for look in looks],
            "new_address": watching.new_address(source),
            "overtaken": request.method == "POST",
        }
        answer = self.page(request, source, "admin/blog/source/looks.html", _("Looks at it"), **context)
        answer.status_code = 409 if request.method == "POST" else 200
        return answer


def _why(look: Look) -> str:
    if look.outcome == Outcome.MOVED:
        return look.moved_to
    said = str(_REASONS.get(look.reason, ""))
    return said % {"status": look.status} if look.reason == "status" else said
