"""The form on an excerpt by itself: its exchange as a Transcript, and whom its labels mean."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from blog.forms.fields import SlugField, TagsField, TypedField
from blog.models import Excerpt, Person
from blog.permissions import people_for
from blog.publishing.limits import check_exchange
from blog.publishing.matching import near, new_person
from blog.transcripts import Exchange, FenceError, names_a_person, read_box

NEW_PERSON = "new"


class ExcerptForm(forms.Form):
    text = TypedField(
        label=gettext_lazy("Transcript"),
        help_text=gettext_lazy("“Q: …”, “Name: …”, “Source: …”, with blank lines between."),
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField", "spellcheck": "false"}),
    )
    tags = TagsField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("With commas between: ai, open weights."),
    )
    slug = SlugField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("The last part of its page’s address. Empty: made of the question."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    correction = TypedField(
        label=gettext_lazy("Correction"),
        help_text=gettext_lazy(
            "If readers should know: what was wrong, and what stands now. It is shown with today’s date."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, excerpt: Excerpt | None, user: User, now: datetime, text: str = ""
    ) -> None:
        super().__init__(data, initial=_stored(excerpt) if excerpt else {"text": text})
        self.excerpt = excerpt
        if excerpt is None or not Excerpt.objects.visible(now).contains(excerpt):
            del self.fields["correction"]
        self.speakers = _speakers(excerpt) if excerpt else {}
        known = [person.pk for person in self.speakers.values() if person]
        self.people = people_for(user, now) | Person.objects.filter(pk__in=known)
        everyone = [(str(person.pk), person.name) for person in self.people] if self.speakers else []
        for number, (label, person) in enumerate(self.speakers.items()):
            self.fields[f"speaker_{number}"] = _person_field(label, person, everyone)

    @property
    def speaker_fields(self) -> list[str]:
        return [f"speaker_{number}" for number in range(len(self.speakers))]

    def clean_text(self) -> str:
        """The words as typed; what they say is in `exchange`."""
        text = str(self.cleaned_data["text"])
        try:
            self.exchange: Exchange = read_box(text)
        except FenceError as error:
            said = _("Line %(line)d: %(why)s") % {"line": error.line, "why": error.message.told(_)}
            raise ValidationError(said) from error
        check_exchange(self.exchange)
        return text

    def clean(self) -> dict[str, Any]:
        if "text" in self.cleaned_data:
            self.exchange = replace(self.exchange, slug=self.cleaned_data.get("slug", ""))
        return self.cleaned_data

    def named(self) -> dict[str, Person | None]:
        """Whom each label was said to mean, of a valid form; makes the people who are new."""
        chosen = zip(self.speakers, self.speaker_fields, strict=True)
        return {label: self._person(label, self.cleaned_data[name]) for label, name in chosen}

    def _person(self, label: str, choice: str) -> Person | None:
        if choice == NEW_PERSON:
            return new_person(label)
        return self.people.filter(pk=choice).first() if choice else None


def _stored(excerpt: Excerpt) -> dict[str, Any]:
    return {
        "text": excerpt.as_box(),
        "tags": [tag.name for tag in excerpt.shown_tags],
        "slug": excerpt.slug,
        "base_version": excerpt.version,
    }


def _speakers(excerpt: Excerpt) -> dict[str, Person | None]:
    """Each label that names somebody, and whom it is known to mean."""
    turns = [turn for turn in excerpt.turn_list if turn.person or names_a_person(turn.label)]
    return {turn.label: turn.person for turn in turns}


def _person_field(label: str, person: Person | None, everyone: list[tuple[str, str]]) -> forms.ChoiceField:
    alike = [*Person.objects.named(label), *near(label)]
    likely = [choice for choice in everyone if choice[0] in {str(row.pk) for row in alike}]
    return forms.ChoiceField(
        label=_("“%(label)s” is") % {"label": label},
        required=False,
        initial=str(person.pk) if person else "",
        choices=[
            ("", _("nobody with a page")),
            (NEW_PERSON, _("someone new")),
            (_("Likely"), likely),
            (_("Everyone"), [choice for choice in everyone if choice not in likely]),
        ],
    )
