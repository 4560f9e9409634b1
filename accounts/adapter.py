"""What allauth asks of this site: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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


class MFAAdapter(DefaultMFAAdapter):
    """The second factor under the site's own name, which `config.onsite` puts on the request."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That did not fit. A code changes every 30 seconds, and a recovery code works once; try again."
        ),
    }

    def _get_site_name(self) -> str:
        """What an authenticator app and a passkey manager call this site."""
        return str(context.request.desk_site.name)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a new passkey; its owner may change it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)
