"""Inviting someone, accepting, and taking an invitation back.

The link's token is told once, to whoever invites; the database knows its digest.
"""

import secrets
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.links import BadLink, SpentLink
from accounts.models import Action, Invitation, User, record
from accounts.models.invitation import LIFETIME


class AlreadyHere(Exception):
    """Someone signs in with this address."""


@transaction.atomic
def invite(email: str, *, name: str, role: str, by: User, now: datetime) -> tuple[Invitation, str]:
    """The invitation and its link. An open one for the same address is taken back. Raises AlreadyHere."""
    if User.objects.filter(email=email.lower()).exists():
        raise AlreadyHere
    for earlier in Invitation.objects.open().filter(email=email.lower()):
        revoke(earlier, by=by, now=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        digest=_digest(token),
        created_by=by,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    record(Action.INVITED, by=by, about=invitation, detail=role, now=now)
    return invitation, settings.SITE_ORIGIN + reverse("accounts:invitation", args=[token])


def find(token: str, now: datetime) -> Invitation:
    """The invitation `token` belongs to. Raises BadLink, or SpentLink if it may no longer be accepted."""
    invitation = Invitation.objects.filter(digest=_digest(token)).first()
    if invitation is None:
        raise BadLink
    if not invitation.is_good(now):
        raise SpentLink
    return invitation


@transaction.atomic
def accept(token: str, *, name: str, password: str, now: datetime) -> User:
    """The account `token` makes. Raises BadLink or SpentLink; of two uses at once, one makes it."""
    Invitation.objects.select_for_update().filter(digest=_digest(token)).first()
    invitation = find(token, now)
    if User.objects.filter(email=invitation.email).exists():
        raise SpentLink  # made meanwhile by another way
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    user = User.objects.create_user(invitation.email, password, name=name, role=invitation.role)
    record(Action.JOINED, by=user, about=user, detail=invitation.role, now=now)
    return user


@transaction.atomic
def revoke(invitation: Invitation, *, by: User | None, now: datetime) -> bool:
    """Take an invitation back; whether it was still open."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=now):
        return False
    record(Action.UNINVITED, by=by, about=invitation, now=now)
    return True


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
