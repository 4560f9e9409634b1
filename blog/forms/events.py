"""The forms on what happened since: a correction, a follow-up or a reply, each with the fields it needs."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from accounts.overtaking import SEEN, SeenForm
from blog.forms.fields import LanguageField, MomentField, TypedField, check_addresses
from blog.models import Event, Excerpt
from blog.publishing import events

FIELDS = {
    Event.Kind.CORRECTION: ("text", "at", "source", "url", "language"),
    Event.Kind.FOLLOW_UP: ("text", "at", "source", "url", "language"),
    Event.Kind.REPLY: ("label", "capacity", "text", "at", "source", "url", "language"),
}
"""What is asked of each kind, in order."""

_WORDS = {
    Event.Kind.CORRECTION: _("What was wrong, and what stands now, in plain words."),
    Event.Kind.FOLLOW_UP: _("What happened since it was said, in a sentence or two."),
    Event.Kind.REPLY: _("The reply, word for word. A blank line begins a paragraph."),
}


class EventForm(SeenForm):
    text = TypedField(
        label=_("Words"),
        required=True,
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 5}),
    )
    at = MomentField(
        label=_("Date"),
        help_text=_("When it happened: 2026-03-01, or yesterday 18:00. Empty: now."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    label = forms.ChoiceField(label=_("Who replies"))
    language = LanguageField(label=_("Language"), help_text=_("Such as en or zh-Hans. Empty: the page’s."))
    url = TypedField(
        label=_("Address"),
        max_length=2000,
        help_text=_("Of a page that tells it, if there is one."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    now: datetime
    """When the form was opened or sent; the admin says it, and what is `begun` where nothing is stored."""
    begun: Event | None = None

    class Meta:
        model = Event
        fields = ["label", "capacity", "text", "at", "source", "url", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": kwargs.get("instance") or self.begun})
        kind = Event.Kind(self.instance.kind)
        for name in set(self.fields) - {*FIELDS[kind], SEEN}:
            del self.fields[name]
        self.fields["text"].help_text = _WORDS[kind]
        at = self.fields["at"]
        assert isinstance(at, MomentField)  # noqa: S101
        at.now, at.zone = self.now, get_current_timezone()
        if "label" in self.fields and self.instance.excerpt:
            label = self.fields["label"]
            assert isinstance(label, forms.ChoiceField)  # noqa: S101
            label.choices = [(name, name) for name in _labels(self.instance.excerpt, self.instance.label)]

    def clean_at(self) -> datetime:
        return self.cleaned_data["at"] or self.now

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        check_addresses([url] if url else [])
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        at = said.get("at")
        if at and at > self.now:
            self.add_error("at", events.STILL_TO_COME)
        return said


def _labels(excerpt: Excerpt, own: str) -> list[str]:
    """Who may reply: those it quotes, the ones who answer first; and whoever did."""
    speakers = [turn.label for turn in excerpt.speakers]
    others = [turn.label for turn in excerpt.turn_list if turn.kind != "editor"]
    return list(dict.fromkeys([*filter(None, [own]), *speakers, *others]))
