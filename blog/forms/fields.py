"""Fields that give back exactly what was typed, and say what is wrong with it and where."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from blog.forms.moments import read_moment, write_moment
from blog.models.addresses import validate_slug
from blog.models.partial_date import validate_partial_date
from blog.publishing.limits import is_language, is_web_address


def refuse_nul(text: str) -> None:
    if "\0" in text:
        raise ValidationError(
            _("Line %(line)d holds a NUL character, which cannot be kept. Remove it."),
            code="nul",
            params={"line": text.count("\n", 0, text.index("\0")) + 1},
        )


class TypedField(forms.CharField):
    """Text as typed, its lines ended as on Unix. Nothing is stripped, so that it can be given back whole."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "strip": False, **options})
        others = (v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator))
        self.validators = [*others, refuse_nul]

    def to_python(self, value: Any) -> Any:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != self.to_python(data))


class SlugField(TypedField):
    """An address; empty means the one that is there, or one made of the title."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and "\0" not in value:
            validate_slug(value)


class PartialDateField(TypedField):
    """A day, a month or a year, or nothing."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            validate_partial_date(value)


class LanguageField(TypedField):
    """A language tag (BCP 47) or nothing."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_language(value):
            raise ValidationError(
                _("“%(tag)s” is no language tag. Write one such as en or zh-Hans."), params={"tag": value}
            )


class LinesField(TypedField):
    """A list, one item a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else "\n".join(value)

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).split("\n") if line.strip()]


class AddressesField(LinesField):
    """Web addresses, one a line."""

    def clean(self, value: Any) -> Any:
        addresses = super().clean(value)
        check_addresses(addresses)
        return addresses


def check_addresses(addresses: Iterable[str]) -> None:
    """Raise ValidationError, naming each of these that is no http(s) address."""
    said = _("“%(address)s” is no web address. It begins with https:// or http://.")
    faults = [
        ValidationError(said, code="address", params={"address": address[:200]})
        for address in addresses
        if not is_web_address(address)
    ]
    if faults:
        raise ValidationError(faults)


class TagsField(TypedField):
    """Names of tags, with commas between; so no tag holds a comma."""

    # Where js/desk/tag-completion.js asks, and what it calls what it offers.
    widget = forms.TextInput(
        {
            "class": "vTextField",
            "data-tags": reverse_lazy("admin:blog_tag_find"),
            "data-label": _("Tags like it"),
        }
    )

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else ", ".join(value)

    def clean(self, value: Any) -> Any:
        return tuple(name.strip() for name in super().clean(value).split(",") if name.strip())


class MomentField(TypedField):
    """A date and a time, or a date, as `read_moment` reads them at `now` by the clocks of `zone`.

    Gives an aware datetime or None.
    """

    zone: tzinfo = UTC
    now: datetime

    def prepare_value(self, value: Any) -> Any:
        return write_moment(value, self.zone) if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        return read_moment(text, self.now, self.zone).at if text else None
