"""The form of a series: what it is called, and its parts, each beside the number of its place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.forms.essays import named, slug_in
from blog.forms.fields import LinesField
from blog.forms.library import LARGE, AddressedForm
from blog.models import Post, Series
from blog.publishing.limits import check_parts
from blog.publishing.text import Refused


class Places(dict[int, str]):
    """The number beside each essay (id) of a series, as it was typed."""

    def __str__(self) -> str:
        posts = Post.objects.only("title").in_bulk(list(self))
        return "\n".join(f"{number} {posts[pk]}".strip() for pk, number in self.items() if pk in posts)


class PlacesWidget(forms.Widget):
    use_fieldset = True

    def id_for_label(self, id_: str) -> str:
        """None: each number has a label of its own, and the whole a legend."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        posts = Post.objects.only("title", "state").in_bulk(list(value or {}))
        rows = [(f"{name}-{pk}", posts[pk], number) for pk, number in (value or {}).items() if pk in posts]
        return render_to_string("admin/blog/series/parts.html", {"rows": rows})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Places:
        """In the order they stand in the page."""
        sent = (key.removeprefix(f"{name}-") for key in data if key.startswith(f"{name}-"))
        pks = (pk for pk in sent if pk.isdecimal() and len(pk) < 10)
        return Places((int(pk), data[f"{name}-{pk}"].strip()) for pk in pks)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class PlacesField(forms.Field):
    """The essays (ids) of a series in their new order.

    Those whose number was changed go to the place it names, the others close up. So a gap, a number given
    twice and one beyond the end are no fault. Without a number an essay is taken out.
    """

    widget = PlacesWidget

    def clean(self, value: Places) -> list[int]:
        for typed in value.values():
            if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed)):
                said = _("“%(typed)s” is no place. Write a number from 1 on, or nothing to take it out.")
                raise ValidationError(said, params={"typed": typed[:40]})
        stood = dict(self.initial or {})
        moved = {pk: int(typed) for pk, typed in value.items() if typed and typed != stood.get(pk)}
        order = [pk for pk, typed in value.items() if typed and pk not in moved]
        for pk in sorted(moved, key=lambda pk: moved[pk]):
            order.insert(moved[pk] - 1, pk)
        return order


class SeriesForm(AddressedForm[Series]):
    places = PlacesField(
        label=gettext_lazy("Parts"),
        required=False,
        help_text=gettext_lazy("Its number says where an essay goes. Without one it is taken out."),
    )
    add = LinesField(
        label=gettext_lazy("Add essays"),
        help_text=gettext_lazy("Their addresses or titles, one a line. They stand last, in this order."),
        widget=forms.Textarea(attrs=LARGE),
    )

    class Meta:
        model = Series
        fields = ["title", "summary", "places", "add", "slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = Post.objects.in_series(self.instance) if self.instance.pk else Post.objects.none()
        pks = parts.values_list("pk", flat=True)
        stood = Places((pk, str(number)) for number, pk in enumerate(pks, 1))
        self.initial["places"] = self.fields["places"].initial = stood

    def clean_add(self) -> list[int]:
        """The ids of the essays at these addresses, or of these titles."""
        found, faults = [], []
        for line in self.cleaned_data["add"]:
            try:
                found.append(self._essay(line).pk)
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        try:
            check_parts(len(self.parts))
        except Refused as refused:
            self.add_error("add", refused.messages)
        return said

    @property
    def parts(self) -> list[int]:
        """Its essays in their new order, of a valid form."""
        return list(dict.fromkeys([*self.cleaned_data.get("places", []), *self.cleaned_data.get("add", [])]))

    def _essay(self, line: str) -> Post:
        """The essay of this title, or at this address. Raises ValidationError, also for a part of another."""
        if slug_in(line)[0] == "series":
            raise ValidationError(
                _("“%(line)s” is a series. A series holds essays, and never a series or itself."),
                params={"line": line[:80]},
            )
        post = named(line, Post.objects.select_related("series"))
        if post.series and post.series != self.instance:
            other = {"essay": post, "series": post.series}
            raise ValidationError(
                _("“%(essay)s” is a part of “%(series)s”. Take it out there first."), params=other
            )
        return post
