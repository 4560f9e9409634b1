"""No form of the admin saves over what someone else saved while it was open.

A form carries a digest of what it showed when it was opened. It stands here, below every app with such forms.
"""

import hashlib
import json
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

SEEN = "seen"


class Difference(NamedTuple):
    label: str
    theirs: str
    yours: str


class SeenForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Knows what its row said when the form was opened; open it again in the transaction that saves.

    Saving what has changed since is refused once, with both texts; saving again replaces it knowingly.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    overtaken = False

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if self.instance.pk and self.cleaned_data.get(SEEN) != self.digest():
            self.overtaken = True
            data: Any = self.data
            self.data = data = data.copy()
            data[self.add_prefix(SEEN)] = self.digest()
            raise ValidationError(_("Someone saved this while you wrote."), code="overtaken")
        return said

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == SEEN:
            return self.digest() if self.instance.pk else ""
        return super().get_initial_for_field(field, field_name)

    def digest(self) -> str:
        """A short name for what is stored, as the form's own fields show it."""
        shown = {name: self._stored(name) for name in self._typed}
        told = json.dumps(shown, default=str, sort_keys=True)
        return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:32]

    def differences(self) -> list[Difference]:
        """What is stored and what was typed, field by field, where they differ."""
        rows = (
            Difference(
                str(self[name].label),
                _in_words(self.fields[name], self._stored(name)),
                _in_words(self.fields[name], self[name].value()),
            )
            for name in self._typed
        )
        return [row for row in rows if row.theirs != row.yours]

    @property
    def _typed(self) -> list[str]:
        """The fields someone can fill in."""
        return [name for name, field in self.fields.items() if name != SEEN and not field.disabled]

    def _stored(self, name: str) -> Any:
        field = self.fields[name]
        return field.prepare_value(self.get_initial_for_field(field, name))


def _in_words(field: forms.Field, value: Any) -> str:
    """A value as the form would show it: a choice by its label, a box as yes or no."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return {str(key): str(label) for key, label in choices}.get(str(value), "") if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n")


class SeenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Shows a refused save as 409, with what is stored beside what was typed."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All but what the page itself carries."""
        return [name for name in super().get_fields(request, obj) if name != SEEN]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if not getattr(form, "overtaken", False):
            return super().render_change_form(request, context, *args, **kwargs)
        kind = ContentType.objects.get_for_model(self.model)
        entries = LogEntry.objects.filter(content_type=kind, object_id=form.instance.pk)
        last = entries.select_related("user").first()
        context["overtaken_by"] = last.user if last else None
        if form.errors.keys() == {NON_FIELD_ERRORS}:
            context["errors"] = []  # it is said at length
        answer = super().render_change_form(request, context, *args, **kwargs)
        answer.status_code = 409
        return answer
