"""What is done to accounts, each with its entry in the audit list. Nobody is ever deleted."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import invitations, links
from accounts.models import Action, Invitation, User, record
from accounts.roles import Role, is_owner


class LastOwner(Exception):
    """The site would be left without an owner who may sign in."""


@transaction.atomic
def change_role(user: User, role: Role, *, by: User, now: datetime) -> None:
    """Give `user` another role, from their next request on. Raises LastOwner."""
    former = _held(user).role
    if is_owner(former) and not is_owner(role):
        _keep_an_owner(besides=user)
        _take_back_invitations(user, by=by, now=now)
    user.role = role
    user.save(update_fields=["role"])
    record(Action.ROLE_CHANGED, by=by, about=user, detail=f"{former} → {role}", now=now)


@transaction.atomic
def shut_out(user: User, *, by: User, now: datetime) -> None:
    """Switch an account off: its sessions end, and nobody comes in by its invitations. Raises LastOwner."""
    if _held(user).is_owner:
        _keep_an_owner(besides=user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _take_back_invitations(user, by=by, now=now)
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(Action.SHUT_OUT, by=by, about=user, now=now)


@transaction.atomic
def let_in(user: User, *, by: User, now: datetime) -> None:
    """Switch an account on again. They sign in anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(Action.LET_IN, by=by, about=user, now=now)


@transaction.atomic
def describe(user: User, *, by: User, now: datetime) -> None:
    """Save the name and the e-mail address that stand on `user`."""
    former = User.objects.select_for_update().get(pk=user.pk).email
    user.save(update_fields=["name", "email"])
    if user.email != former:
        record(Action.ADDRESS_CHANGED, by=by, about=user, detail=f"{former} → {user.email}", now=now)


@transaction.atomic
def make_signin_link(user: User, *, by: User | None, now: datetime) -> str:
    """A one-time link for someone who cannot sign in. `by` is None where it was made by a command."""
    record(Action.LINK_MADE, by=by, about=user, now=now)
    return links.signin_link(user)


@transaction.atomic
def drop_second_factor(user: User, *, by: User | None, now: datetime) -> None:
    """Forget passkeys, app and recovery codes of someone who has lost them."""
    Authenticator.objects.filter(user=user).delete()
    record(Action.FACTOR_REMOVED, by=by, about=user, detail=_("all"), now=now)


def _take_back_invitations(user: User, *, by: User, now: datetime) -> None:
    """Those that `user` made and nobody has used."""
    for invitation in Invitation.objects.open().filter(created_by=user):
        invitations.revoke(invitation, by=by, now=now)


def _held(user: User) -> User:
    """The row as it is stored. It and every owner's are held, always in the same order: owners who demote
    each other at once take turns here, and neither waits for what the other has."""
    rows = User.objects.owners() | User.objects.filter(pk=user.pk)
    return {row.pk: row for row in rows.select_for_update().order_by("pk")}[user.pk]


def _keep_an_owner(*, besides: User) -> None:
    """Raise LastOwner unless another stays."""
    if not User.objects.owners().filter(is_active=True).exclude(pk=besides.pk).exists():
        raise LastOwner
