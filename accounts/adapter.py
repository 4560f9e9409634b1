"""What allauth asks of this site: nobody signs up by themselves, and guesses are counted by our limits."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not belong together."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the owner's link and from invitations only."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Sign in, or prove oneself again.

        A guess is counted before the password is looked at, for the address typed and for where it comes
        from; a right one is given back, so that nobody runs out by signing in.
        """
        now = timezone.now()
        whom = (limits.account(credentials["email"]), limits.client(request))
        limits.take(limits.PASSWORD, *whom, now=now)
        user: User | None = super().authenticate(request, **credentials)
        if user:
            limits.give_back(limits.PASSWORD, *whom, now=now)
        return user

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whoever signed in a moment ago need not prove it again.

        Far ahead of now is no moment ago: a clock was fast then, and has been set right.
        """
        request = context.request
        records = get_authentication_records(request, request.user)
        return not (records and abs(time.time() - records[-1]["at"]) < app_settings.REAUTHENTICATION_TIMEOUT)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(self.get_login_redirect_url(request))


class MFAAdapter(DefaultMFAAdapter):
    """The second factor under the site's own name, which `config.onsite` puts on the request."""

    error_messages = DefaultMFAAdapter.error_messages | {
        # Of passkeys alone: what is wrong with a typed code is said in accounts.guarded.
        "incorrect_code": _("This passkey was not accepted. Try again, or sign in another way."),
    }

    def _get_site_name(self) -> str:
        """What an authenticator app and a passkey manager call this site."""
        return str(context.request.desk_site.name)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are made for the name readers type, whichever of its names the site was asked by."""
        entity = super().get_public_key_credential_rp_entity()
        return entity if settings.ORIGIN.is_loopback else {**entity, "id": settings.ORIGIN.host}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a new passkey; its owner may change it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)
