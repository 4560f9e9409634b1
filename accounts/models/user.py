"""A user signs in with an e-mail address and has one role. Public pages belong to blog's Person."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """The user who signs in with this address, upper and lower case alike."""
        return self.get(email__iexact=username or "")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user. Raises ValueError without an address; without a password nobody can sign in yet."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The owner, for `manage.py createsuperuser`."""
        fields.pop("is_superuser", None)
        return self.create_user(email, password, role=Role.OWNER, **fields)

    def owners(self) -> models.QuerySet["User"]:
        """Every owner there has been, also those switched off since."""
        return self.filter(role=Role.OWNER)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("As it stands under your essays.")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Switch this off instead of deleting an account.")
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Someone already signs in with this address."),
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.OWNER, is_superuser=True)
                | (~models.Q(role=Role.OWNER) & models.Q(is_superuser=False)),
                name="user_owner_is_superuser",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.is_superuser = self.is_owner
        self.email = self.email.lower()  # as it is looked up, whatever capitals someone types
        fields = kwargs.get("update_fields")
        if fields is not None and "role" in fields:
            kwargs["update_fields"] = {*fields, "is_superuser"}
        super().save(*args, **kwargs)

    @property
    def is_staff(self) -> bool:
        """Whether the admin lets this user in: everyone with an account writes there."""
        return self.is_active

    @property
    def is_editor(self) -> bool:
        """Whether this user may work on everyone's posts."""
        return roles.is_editor(self.role)

    @property
    def is_owner(self) -> bool:
        return roles.is_owner(self.role)

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]
