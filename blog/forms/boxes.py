"""Transcript boxes: one textarea an exchange, read when the post is saved."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import get_default_renderer
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blog import permissions
from blog.forms.fields import TypedField
from blog.models import Excerpt, Post
from blog.publishing.limits import settled
from blog.publishing.text import EXCERPTS_A_POST, Box
from blog.transcripts import Exchange, FenceError, read_box

EMPTY_BOXES = 2
"""How many boxes wait below those in use."""


class BoxForm(forms.Form):
    text = TypedField(
        label=_("Transcript"),
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
    )
    on_conflict = forms.ChoiceField(
        label=_("The excerpt stands in another essay with other words"),
        choices=[("keep", _("Place it as it stands")), ("copy", _("Make my own copy"))],
        widget=forms.RadioSelect,
        required=False,
    )
    slug = TypedField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    raw = TypedField(widget=forms.HiddenInput)

    stored: Excerpt | None = None
    among: "BoxFormSet"

    @property
    def in_conflict(self) -> bool:
        """Whether the author has to say, or has said, what becomes of another essay's words."""
        return self.has_error("text", "conflict") or bool(self.data.get(self.add_prefix("on_conflict")))

    @property
    def names(self) -> str:
        """The excerpt it was opened from; empty for a new one."""
        return str(self["slug"].value() or "")

    @property
    def opens(self) -> int | None:
        """The id of that excerpt, if its writer may open it."""
        return self.among.openable.get(self.names)

    @property
    def words(self) -> str:
        """What stands in it."""
        return str(self["text"].value() or "").strip()

    @property
    def exchange(self) -> Exchange | None:
        """What its words say, if they are an exchange."""
        return self._reading[0]

    @property
    def fault(self) -> str:
        """What keeps its words from being one."""
        return self._reading[1]

    @cached_property
    def _reading(self) -> tuple[Exchange | None, str]:
        try:
            return (read_box(self.words) if self.words else None), ""
        except FenceError as error:
            said = {"line": error.line, "why": error.message.told(gettext)}
            return None, gettext("Line %(line)d: %(why)s") % said

    def box(self) -> Box:
        """What the verbs take; of words refused for a NUL, which no database keeps, all the others."""
        said = self.cleaned_data
        return Box(
            text=said.get("text", self.words.replace("\0", "\N{REPLACEMENT CHARACTER}")),
            slug=said.get("slug", ""),
            version=said.get("version") or 0,
            on_conflict=said.get("on_conflict", ""),
            raw=said.get("raw", ""),
        )


if TYPE_CHECKING:
    Boxes = forms.BaseFormSet[BoxForm]
else:
    Boxes = forms.BaseFormSet


class BoxFormSet(Boxes):
    form = BoxForm
    renderer = get_default_renderer()
    extra = EMPTY_BOXES
    min_num, max_num, absolute_max = 0, EXCERPTS_A_POST + EMPTY_BOXES, 2 * EXCERPTS_A_POST
    can_order = can_delete = can_delete_extra = validate_min = validate_max = edit_only = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    @cached_property
    def openable(self) -> dict[str, int]:
        """By name, the ids of the excerpts here whose form the writer may open."""
        rows = permissions.shared_for(Excerpt, self.user).filter(slug__in=[form.names for form in self.forms])
        return dict(rows.values_list("slug", "pk"))

    def add_fields(self, form: BoxForm, index: int | None) -> None:
        """Every box counts, also one that says what is stored: else it would be taken for an empty one."""
        super().add_fields(form, index)
        form.empty_permitted = False
        form.among = self

    def boxes(self) -> tuple[Box, ...]:
        """Every box, the empty ones too, so that a refusal's number finds its form again."""
        return tuple(form.box() for form in self.forms)

    def names_in(self, post: Post) -> list[dict[str, str | int]]:
        """By box, the slug and version of the excerpt that `post` has of its words now; empty for none."""
        rows = Excerpt.objects.with_turns().filter(placements__post=post)
        stored = [(row.as_exchange(), row) for row in rows]
        found = []
        for form in self.forms:
            said = settled(form.exchange) if form.exchange else None
            row = next((row for words, row in stored if words == said), None)
            found.append({"slug": row.slug if row else "", "version": row.version if row else ""})
        return found

    def refuse(self, errors: Iterable[ValidationError]) -> None:
        """Put each refusal at the box of its number; show the stored words where they changed meanwhile."""
        for error in errors:
            params: dict[str, Any] = error.params or {}
            form = self.forms[int(params.get("n", 1)) - 1]
            form.add_error("text", error)
            if error.code == "stale":
                self._compare(form, str(params.get("slug", "")))

    def _compare(self, form: BoxForm, slug: str) -> None:
        """Show what is stored beside what was typed, and let the next save replace it knowingly."""
        form.stored = Excerpt.objects.with_turns().filter(slug=slug).first()
        if form.stored:
            self.data[form.add_prefix("version")] = str(form.stored.version)  # type: ignore[index]
