"""What is answered while the site cannot keep what it is given: a page that says why and loses no word.

It is the 500 handler: there every error arrives that nobody caught, from views and middleware alike.
"""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from enum import Enum

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken

SECRET = ("password", "code", "token")
"""A form with one of these in a field's name is not sent back: it is short, and typed again soon."""
REFERRER_POLICY = "strict-origin"
"""The address may be a key. With "no-referrer" the form would be sent as if from elsewhere, and refused."""


class Outage(Enum):
    """Why nothing can be kept: the template's word for it, and the seconds until a try is worth it."""

    FULL = "full", 60
    READ_ONLY = "read-only", 60
    BUSY = "busy", 5
    AWAY = "away", 10

    def __init__(self, reason: str, seconds: int) -> None:
        self.reason, self.seconds = reason, seconds


OF_THE_SYSTEM = {
    errno.ENOSPC: Outage.FULL,
    errno.EDQUOT: Outage.FULL,
    errno.EFBIG: Outage.FULL,
    errno.EROFS: Outage.READ_ONLY,
}
OF_SQLITE = {
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_IOERR: Outage.READ_ONLY,  # a disk that takes nothing any more, mostly
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_CANTOPEN: Outage.AWAY,
}
"""By primary result code: sqlite.org/rescode.html."""
OF_POSTGRESQL = {
    "53100": Outage.FULL,
    "25006": Outage.READ_ONLY,
    "40001": Outage.BUSY,
    "40P01": Outage.BUSY,
    "55P03": Outage.BUSY,
    "08": Outage.AWAY,
    "53": Outage.AWAY,
    "57P": Outage.AWAY,
}
"""By SQLSTATE or what it begins with: postgresql.org/docs/current/errcodes-appendix.html."""


def server_error(request: HttpRequest) -> HttpResponse:
    """503 that says why, when to try again, and has what was typed ready to be sent again; else the 500."""
    outage = outage_of(sys.exception())
    if outage is None:
        answer = broken(request)
        answer.headers["Referrer-Policy"] = REFERRER_POLICY
        return answer
    typed = list(_fields(request.POST)) if request.method == "POST" else []
    is_secret = any(word in name for name, _value in typed for word in SECRET)
    page = render_to_string(
        "503.html",
        {
            "reason": outage.reason,
            "address": request.get_full_path(),
            "sent": request.method == "POST",
            "typed": [] if is_secret else typed,
            "csrf_token": get_token(request) if _is_from_us(request) else "",
        },
    )
    headers = {
        "Retry-After": str(outage.seconds),
        "Cache-Control": "no-store",
        "Referrer-Policy": REFERRER_POLICY,
    }
    return HttpResponse(page, status=503, headers=headers)


def outage_of(error: BaseException | None) -> Outage | None:
    """What `error`, or one that led to it, says of disk and database; None if it is a fault of ours."""
    while error is not None:
        if found := _told_by(error):
            return found
        error = error.__cause__ or error.__context__
    return None


def _told_by(error: BaseException) -> Outage | None:
    if isinstance(error, sqlite3.Error):
        return OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return OF_THE_SYSTEM.get(error.errno or 0)
    if isinstance(error, InterfaceError):
        return Outage.AWAY  # a connection that was closed under us
    cause = error.__cause__
    if isinstance(error, DatabaseError) and cause is not None and hasattr(cause, "sqlstate"):
        state = cause.sqlstate or "08"  # none: the server never answered
        return next(
            (OF_POSTGRESQL[state[:size]] for size in (5, 3, 2) if state[:size] in OF_POSTGRESQL), None
        )
    return None


class _Check(CsrfViewMiddleware):
    """Only whether a form is ours, without the page that says it is not: that may ask the database."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _is_from_us(request: HttpRequest) -> bool:
    """Whether what was sent came from a page of this site; the error may have come before that was asked."""
    check = _Check(lambda _request: HttpResponse())
    return check.process_view(request, broken, (), {}) is None


def _fields(typed: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in typed.lists():
        if name != "csrfmiddlewaretoken":
            yield from ((name, str(value)) for value in values)
