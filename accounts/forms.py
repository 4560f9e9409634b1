"""Forms about accounts: the first owner's, and the owner's for everyone else."""

from typing import Any

from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.overtaking import SeenForm
from accounts.roles import is_owner


class NewUserForm(BaseUserCreationForm[User]):
    """Someone new: the password is set here and told to them in person."""

    class Meta:
        model = User
        fields = ["email", "name", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The admin's script focuses the first field of a new row; asked for twice, browsers complain.
        self.fields["email"].widget.attrs |= {"autocomplete": "username", "autofocus": False}


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


class UserForm(SeenForm, UserChangeForm):  # type: ignore[type-arg]  # not generic at run time
    """Another's account, or one's own. The site is never left without an owner who may sign in."""

    class Meta:
        model = User
        fields = ["email", "name", "role", "is_active", "password"]

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


class PasswordForm(AdminPasswordChangeForm[User]):
    """Another's password, set by the owner. Shutting someone out is `is_active`, not a missing password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
