"""allauth's forms that take a secret or send mail, with our limits before them."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import limits, tasks
from accounts.models import User


class ChangePasswordForm(account.ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        whom = (limits.account(self.user.email), limits.client(context.request))
        with limits.guess(limits.PASSWORD, *whom, now=timezone.now()):
            return str(super().clean_oldpassword())


class ResetPasswordForm(account.ResetPasswordForm):
    """Does the same whether or not someone has this address, and so takes as long."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **options: Any) -> str:
        email = self.clean_email()
        limits.take(limits.MAIL, limits.account(email), limits.client(request), now=timezone.now())
        tasks.mail_signin_link.enqueue(email, get_language() or "en")
        return email


class Code:
    """A code from an app or a sheet: only so many wrong ones, and a word about clocks."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        with limits.guess(limits.CODE, f"account {self.user.pk}", now=timezone.now()):
            try:
                return str(super().clean_code())  # type: ignore[misc]  # of the form it is mixed into
            except ValidationError as error:
                raise ValidationError(
                    _(
                        "This code is not right, or was used already. An app shows right ones only if its "
                        "device's clock is right: check date, time and zone, and type the next code."
                    ),
                    code="incorrect_code",
                ) from error


class AuthenticateForm(Code, mfa.AuthenticateForm):
    pass


class ReauthenticateForm(Code, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(Code, totp.ActivateTOTPForm):
    pass
