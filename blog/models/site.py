"""The site itself: what it is called, and the count of its changes."""

import uuid
import zoneinfo
from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blog.catalogues import nearest_spoken
from blog.models.prepared import prepared


def validate_zone(value: str) -> None:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write one such as Europe/Berlin."), params={"value": value}
        ) from error


def validate_navigation(value: object) -> None:
    """A list of {"label", "url"}; an url is a path on this site or an http(s) address."""
    if not isinstance(value, list):
        raise ValidationError(_("The navigation is a list of links."))
    for link in value:
        if not (
            isinstance(link, dict)
            and set(link) == {"label", "url"}
            and all(isinstance(v, str) and v for v in link.values())
        ):
            raise ValidationError(_("Each link of the navigation needs a label and an address."))
        url = link["url"]
        if not (
            url.startswith(("https://", "http://")) or (url.startswith("/") and not url.startswith("//"))
        ):
            raise ValidationError(
                _("“%(url)s” is no address: begin with / or https://."), params={"url": url}
            )


class SiteIdentity(models.Model):
    """One row."""

    name = models.CharField(
        _("name"), max_length=120, default="Rejoinder", help_text=_("Yours, or the site's.")
    )
    introduction = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One line about you, with your name in it. It heads every page."),
    )
    contact = models.EmailField(
        _("contact"),
        blank=True,
        help_text=_(
            "Where readers report a misquote, or a weakness of the site. "
            "It stands on the page of every excerpt."
        ),
    )
    links = models.JSONField(
        _("elsewhere"),
        default=list,
        blank=True,
        help_text=_("Your pages on other sites, one a line. They can tell by it that this site is yours."),
    )
    language = models.CharField(_("language"), max_length=35, default="en")
    zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_zone])
    navigation = models.JSONField(_("navigation"), default=list, blank=True, validators=[validate_navigation])
    review_required = models.BooleanField(_("authors need a review"), default=False)
    asks_before_publishing = models.BooleanField(
        _("ask before publishing"),
        default=False,
        help_text=_("Publish leads to a page that says what will happen, and asks."),
    )
    feed_id = models.UUIDField(null=True, editable=False, help_text=_("What feeds are known by for life."))
    samples = models.JSONField(default=dict, editable=False, help_text=_("Ids of the sample rows, by model."))

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [models.CheckConstraint(name="identity_is_one_row", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.feed_id = self.feed_id or uuid.uuid4()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def current(cls) -> Self:
        """The site's row; before the first save, its defaults."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def tzinfo(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    def interface_for(self, language: str) -> str:
        """What to speak around words in `language`: that if we can, else the site's, else English."""
        return nearest_spoken(language) or nearest_spoken(self.language) or "en"

    @property
    def interface(self) -> str:
        """What to speak where no essay sets the language: Django would fall back to English text by text."""
        return self.interface_for(self.language)

    def local(self, instant: datetime) -> datetime:
        """`instant` as the site's clocks show it."""
        return instant.astimezone(self.tzinfo)


class Generation(models.Model):
    """One row, changed in the transaction that changes content: a commit and its invalidation cannot part."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    next_instant = models.DateTimeField(
        null=True, help_text=_("When the next scheduled or announced moment comes.")
    )

    class Meta:
        constraints = [models.CheckConstraint(name="generation_is_one_row", condition=Q(pk=1))]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> "Generation":
        return next(iter(_generations()), None) or cls(pk=1)

    @classmethod
    def hold(cls) -> None:
        """Keep every other writer waiting until the end of this transaction."""
        cls.objects.select_for_update().get_or_create(pk=1)

    @classmethod
    def advance(cls, now: datetime, next_instant: datetime | None) -> None:
        """Count one change of content at `now`."""
        row = cls.objects.filter(pk=1)
        count = {"number": F("number") + 1, "changed_at": now, "next_instant": next_instant}
        if not row.update(**count):  # it is the first
            cls.hold()
            row.update(**count)


@prepared
def _generations() -> models.QuerySet[Generation]:
    return Generation.objects.filter(pk=1)
