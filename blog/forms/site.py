"""The form on the site itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.overtaking import SeenForm
from blog.forms.fields import AddressesField, LanguageField, LinesField
from blog.models import SiteIdentity
from blog.models.site import validate_navigation


class NavigationField(LinesField):
    """Links, one a line: the label, a space, the address."""

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(f"{link['label']} {link['url']}" for link in value)

    def clean(self, value: Any) -> Any:
        links = [self._read(line) for line in super().clean(value)]
        validate_navigation(links)
        return links

    def _read(self, line: str) -> dict[str, str]:
        label, _space, url = line.rpartition(" ")
        if not label.strip():
            raise ValidationError(
                _("“%(line)s” needs a label, a space and an address, such as: About /about/"),
                params={"line": line[:80]},
            )
        return {"label": label.strip(), "url": url}


class IdentityForm(SeenForm):
    language = LanguageField(label=_("Language"), required=True, help_text=_("Such as en or zh-Hans."))
    navigation = NavigationField(
        label=_("Navigation"),
        help_text=_("One link a line: a label, a space, an address. Such as: About /about/"),
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
    )

    links = AddressesField(
        label=_("Elsewhere"),
        help_text=_("Your pages on other sites, one a line. They can tell by it that this site is yours."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    class Meta:
        model = SiteIdentity
        fields = [
            "name",
            "introduction",
            "contact",
            "links",
            "language",
            "zone",
            "navigation",
            "review_required",
            "asks_before_publishing",
        ]
