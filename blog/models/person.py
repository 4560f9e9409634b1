"""Anyone quoted or writing: one human, one public page."""

import re
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import address, slug_field
from blog.models.visibility import leads_to, published
from blog.transcripts import fold_name

KEY_LENGTH = 240

is_handle = RegexValidator(
    r"^@[\w.-]+@[a-z0-9.-]+\.[a-z0-9-]+\Z", _("Write it as @name@server.example."), flags=re.IGNORECASE
)


def person_key(name: str) -> str:
    """What makes two spellings the same name, as far as it is kept: some signs fold to eighteen."""
    return fold_name(name)[:KEY_LENGTH]


class PersonQuerySet(models.QuerySet["Person"]):
    def visible(self, now: datetime) -> Self:
        """People a stranger may read about at `now`: quoted or writing in a visible post, and not hidden."""
        quoted = leads_to(self.model, "turns", published(now, "excerpt__placements__post"))
        wrote = leads_to(self.model, "authorships", published(now, "post"))
        return self.filter(quoted | wrote, hidden=False)

    def named(self, name: str) -> Self:
        """People known by this name or alias, whatever its case or width."""
        key = person_key(name)
        return self.filter(Q(key=key) | Q(pk__in=Alias.objects.filter(key=key).values("person")))


class Person(models.Model):
    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    slug = slug_field()
    about = models.TextField(
        _("about"), blank=True, help_text=_("A sentence or two for this person's page. Plain text.")
    )
    links = models.JSONField(
        _("links"), default=list, blank=True, help_text=_("Addresses of pages about or by this person.")
    )
    portrait = models.ForeignKey(
        "blog.Image",
        verbose_name=_("portrait"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portraits",
    )
    reply_to = models.EmailField(
        _("address for replies"),
        blank=True,
        help_text=_(
            "Of someone who writes here: feeds then end each of their essays with “Reply by e-mail”. "
            "Everyone can read it. Empty: they do not."
        ),
    )
    fediverse = models.CharField(
        _("fediverse account"),
        max_length=200,
        blank=True,
        validators=[is_handle],
        help_text=_("Such as @name@server.example: links to their essays lead to it there."),
    )
    hidden = models.BooleanField(
        _("hidden"),
        default=False,
        help_text=_("No page of their own, by request. What they said stays quoted."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signs in as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )

    quoted_in = 0
    """How many essays quote them, where a page says so."""

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = person_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return address("blog:person", self.slug)


class Alias(models.Model):
    """Another name the same person is quoted under."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="alias_once_a_person")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = person_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
