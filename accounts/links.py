"""One-time links: the one that makes the owner of a new site (and of one whose owner can no longer sign in),
and the one that lets someone with an account choose a new password.
"""

from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.models import Action, User, record

SALT = "accounts.owner_link"
LIFETIME = 24 * 60 * 60
"""How long an owner's link may be used, in seconds."""


class BadLink(Exception):
    """No link of ours: it was changed or cut."""


class SpentLink(Exception):
    """A link of ours that is too old, was used, or was taken back."""


def owner_link(origin: str) -> str | None:
    """The address at `origin` to create the owner at; None while an owner can sign in."""
    if _owner_can_sign_in():
        return None
    token = signing.dumps({"owners": _owners_ever()}, salt=SALT, compress=False)
    return origin.rstrip("/") + reverse("accounts:owner", args=[token])


def check(token: str) -> None:
    """Raise BadLink or SpentLink unless `token` may make an owner now.

    A token counts the owners there have been: once it has made one, no later change revives it.
    """
    try:
        said = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.SignatureExpired as error:
        raise SpentLink from error
    except signing.BadSignature as error:
        raise BadLink from error
    if _owner_can_sign_in() or said != {"owners": _owners_ever()}:
        raise SpentLink


@transaction.atomic
def create_owner(token: str, *, email: str, name: str, password: str, now: datetime) -> User:
    """The owner `token` makes. Raises BadLink or SpentLink; of two uses at once, one makes the owner."""
    _take_turns()
    check(token)
    owner = User.objects.create_superuser(email, password, name=name)
    record(Action.JOINED, by=owner, about=owner, detail=owner.role, now=now)
    return owner


def signin_link(user: User) -> str:
    """Where `user` chooses a new password, and is signed in then, if the second factor is given, too.

    Works for PASSWORD_RESET_TIMEOUT, and until the password or the address changes or someone signs in.
    """
    said = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.SITE_ORIGIN}{reverse('account_reset_password_from_key', kwargs=said)}"


def _owner_can_sign_in() -> bool:
    owners = User.objects.owners().filter(is_active=True)
    return owners.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def _owners_ever() -> int:
    """Accounts are switched off, never deleted, so this only grows with each owner made."""
    return User.objects.owners().count()


def _take_turns() -> None:
    """Wait until other uses of a link end: with no owner's row to lock yet, lock the entry of their table."""
    ContentType.objects.select_for_update().get(pk=ContentType.objects.get_for_model(User).pk)
