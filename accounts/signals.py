"""What allauth does is put on the audit list: sign-ins, passwords, second factors."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import limits
from accounts.models import Action, User, record

LONGEST_AGENT = 80


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **rest: Any) -> None:
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    _record(Action.SIGNED_IN, request, user, agent)


@receiver(account.password_changed)
def password_changed(request: HttpRequest, user: User, **rest: Any) -> None:
    _record(Action.PASSWORD_CHANGED, request, user)


@receiver(account.password_reset)
def password_reset(request: HttpRequest, user: User, **rest: Any) -> None:
    _record(Action.PASSWORD_CHANGED, request, user, _("by a one-time link"))
    limits.forgive(limits.PASSWORD, limits.account(user.email))


@receiver([mfa.authenticator_added, mfa.authenticator_reset])
def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **rest: Any) -> None:
    _record(Action.FACTOR_ADDED, request, user, str(authenticator))


@receiver(mfa.authenticator_removed)
def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **rest: Any) -> None:
    _record(Action.FACTOR_REMOVED, request, user, str(authenticator))


def _record(action: Action, request: HttpRequest, user: User, detail: str = "") -> None:
    address = limits.address(request)
    record(action, by=user, about=user, detail=detail, address=address, now=timezone.now())
