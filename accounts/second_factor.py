"""Who must have a second factor and has none is led to set one up, and nowhere else on the desk."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User


def is_missing(user: User) -> bool:
    """Whether the site asks this user for a second factor in vain. Recovery codes alone are none."""
    asked = {"nobody": False, "editors": user.is_editor, "everyone": True}
    if not asked[settings.SECOND_FACTOR_FOR]:
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


class AskSecondFactor:
    """Before every view of the admin, whoever wrote it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "admin" not in match.namespaces or match.url_name == "logout":
            return None
        if not isinstance(request.user, User) or not is_missing(request.user):
            return None
        if request.method == "POST":
            raise PermissionDenied  # whose page keeps what was typed
        messages.warning(request, _("This site asks you for a second factor. Set one up to go on."))
        return redirect("mfa_index")
