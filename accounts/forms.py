"""Forms about accounts: the first owner's, and the owner's for everyone else."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, User
from accounts.overtaking import SeenForm
from accounts.roles import is_owner


class OwnerForm(BaseUserCreationForm[User]):
    """The owner, made once through the link the site printed when it started."""

    class Meta:
        model = User
        fields = ["name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "autofocus": True}
        self.fields["email"].widget.attrs |= {"autocomplete": "username", "autofocus": False}


class UserForm(SeenForm):
    """Another's account, or one's own. The site is never left without an owner who may sign in."""

    class Meta:
        model = User
        fields = ["email", "name", "role", "is_active"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        stays = is_owner(said.get("role", "")) and said.get("is_active")
        others = User.objects.owners().filter(is_active=True).exclude(pk=self.instance.pk)
        if not stays and not others.exists():
            raise ValidationError(
                _("This is the only owner who may sign in. Make someone else an owner first."),
                code="last_owner",
            )
        return said


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Whom the owner lets in, and as what."""

    class Meta:
        model = Invitation
        fields = ["email", "name", "role"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError(_("Someone already signs in with this address."))
        return email

    def validate_constraints(self) -> None:
        """None here: an open invitation for the same address is taken back by the verb."""


class AcceptForm(BaseUserCreationForm[User]):
    """Someone who was invited: the address is the invitation's."""

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "autofocus": True}
