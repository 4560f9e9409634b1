"""The admin under the site's own name. Its language and its clock come from `config.onsite`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe


class DeskConfig(AdminConfig):
    default_site = "config.desk.Desk"


class Desk(AdminSite):
    site_title = _("Desk")
    index_title = _("Desk")
    empty_value_display = "–"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "site_header": request.desk_site.name}  # type: ignore[attr-defined]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from accounts.lists import writer  # here: they read models
        from blog.admin import home, standing
        from blog.admin.posts import keep_true

        user, now = writer(request), timezone.now()
        keep_true(now)
        found = home.show(user, now)
        if user.is_owner:
            found["standing"] = standing.standing(now)
        return super().index(request, {**found, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        """All but the shortcut that tells the address of any row of any model, and a page never reached."""
        from blog.admin import capturing, finding, system  # here: they read models

        dropped = {"view_on_site", "password_change_done"}
        kept = [url for url in super().get_urls() if getattr(url, "name", "") not in dropped]
        keys = path("keys/", self.admin_view(require_safe(self.keys)), name="keys")
        return [keys, *system.urls(self), *capturing.urls(self), *finding.urls(self), *kept]

    def keys(self, request: HttpRequest) -> HttpResponse:
        """The list of keys, for who comes by the link."""
        return render(request, "admin/keys.html", {**self.each_context(request), "title": _("Keys")})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return self._keeping_words(super().admin_view(view, cacheable))

    def _keeping_words(self, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        """A form sent after the session ended is shown again, to copy from: signing in would drop it.

        The desk's scripts keep it themselves, and are told. NUL stands in no text and PostgreSQL fails on it,
        so an address is asked again without.
        """

        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "%00" in request.META["QUERY_STRING"]:
                return redirect(request.get_full_path().replace("%00", ""))
            typed = request.method == "POST" and request.path != reverse("admin:logout")
            if request.headers.get("Accept") == "application/json" and not self.has_permission(request):
                return JsonResponse({"signed_out": True}, status=401)
            if typed and not self.has_permission(request):
                return render(request, "403_csrf.html", status=403)
            return view(request, *args, **kwargs)

        return enter

    # Who comes in, goes out or changes a password does it under /accounts/, where guesses are counted and the
    # second factor is asked for.

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}".removesuffix("?"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from allauth.account.views import logout  # here: it reads models

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")
