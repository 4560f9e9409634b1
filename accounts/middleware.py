"""What happens around the pages behind the sign-in."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.limits import TooMany

Answer = Callable[[HttpRequest], HttpResponse]

ROOMS = ("/accounts/", "/admin/")
"""What lies behind the sign-in."""
SEEN_EVERY = timedelta(minutes=5)


class RefuseTooMany:
    """A limit that was reached is told with the time to come again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooMany):
            return None
        wait = max(1, round((exception.again_at - timezone.now()).total_seconds()))
        answer = render(request, "accounts/too_many.html", {"again_at": exception.again_at}, status=429)
        answer.headers["Retry-After"] = str(wait)
        return answer


class RememberLastSeen:
    """When and from where each session was last used, to five minutes. Readers are not looked at."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(ROOMS) and request.user.is_authenticated:
            with suppress(DatabaseError):  # not to be written to just now: no reason to refuse a page
                _seen(request)
        return response


def _seen(request: HttpRequest) -> None:
    now = timezone.now()
    known = UserSession.objects.filter(session_key=request.session.session_key)
    if known.filter(last_seen_at__lt=now - SEEN_EVERY).exists():
        known.update(last_seen_at=now, ip=get_adapter().get_client_ip(request))
