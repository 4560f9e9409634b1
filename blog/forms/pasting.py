"""A paste as the desk's panel reads it: its turns and its source, with what was changed by hand since."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from blog import permissions
from blog.forms.fields import TypedField
from blog.models import Excerpt, Person, Turn
from blog.models.redirect import free_slug
from blog.publishing.excerpts import slug_for
from blog.publishing.limits import check_exchange, settled
from blog.publishing.matching import near_each
from blog.transcripts import Exchange, Parsed, SourceLine, names_a_person, parse, write_box
from blog.transcripts.exchange import KINDS

MOST_CHARACTERS = 1_000_000
"""Longer pastes are text: nobody quotes a book as one exchange."""
MOST_SPEAKERS = 50
"""Of how many the panel says whether they are known."""


class PasteForm(forms.Form):
    """`kinds` are those chosen by hand, by turn, with commas between; `by_hand` says the source is too."""

    raw = TypedField(max_length=MOST_CHARACTERS)
    kinds = TypedField()
    by_hand = forms.BooleanField(required=False)
    number = forms.IntegerField(required=False)
    title = TypedField()
    url = TypedField()
    said = TypedField()

    def reading(self, *, user: User, now: datetime) -> dict[str, Any]:
        """What the panel shows, and `text` and `slug` of the box it makes."""
        said = self.cleaned_data
        parsed = parse(said.get("raw", ""))
        self.exchange = exchange = self._by_hand(parsed.exchange)
        source = exchange.source or SourceLine("")
        people, excerpts = permissions.people_for(user, now), permissions.placeable(user, now)
        labels = list(dict.fromkeys(turn.label for turn in exchange.turns))
        notes = {label: _note(label, people, excerpts) for label in labels[:MOST_SPEAKERS]}
        return {
            "offered": parsed.offered,
            "turns": [
                {"kind": turn.kind, "label": turn.label, "text": turn.text, "note": notes.get(turn.label, "")}
                for turn in exchange.turns
            ],
            "source": {"title": source.title, "url": source.url, "said": source.date or exchange.said},
            "summary": _summary(parsed),
            "errors": _faults(exchange),
            "text": write_box(exchange) if exchange.turns else said.get("raw", ""),
            "slug": _slug(exchange, user, now) if exchange.turns else "",
        }

    def _by_hand(self, exchange: Exchange) -> Exchange:
        said = self.cleaned_data
        kinds = said.get("kinds", "").split(",")
        turns = tuple(
            replace(turn, kind=kind) if kind in KINDS else turn
            for turn, kind in zip(exchange.turns, [*kinds, *[""] * len(exchange.turns)], strict=False)
        )
        if not said.get("by_hand"):
            return replace(exchange, turns=turns)
        title, url, date = (said.get(name, "").strip() for name in ("title", "url", "said"))
        source = SourceLine(title or url, url, date) if title or url else None
        return replace(exchange, turns=turns, source=source, said="" if source else date)


def _note(label: str, people: QuerySet[Person], excerpts: QuerySet[Excerpt]) -> str:
    """Whether its speaker is known, and how often quoted, of what the writer may know of."""
    if not names_a_person(label):
        return _("label as pasted")
    known = list(people.filter(pk__in=Person.objects.named(label))[:2])
    if len(known) == 1:
        quoted = excerpts.filter(pk__in=Turn.objects.filter(person=known[0]).values("excerpt")).count()
        said = ngettext("✓ known, quoted once", "✓ known, quoted %(n)d times", quoted)
        return said % {"n": quoted} if quoted else _("✓ known")
    if alike := near_each([label], people)[label]:
        return _("? nearly %(name)s") % {"name": alike[0].name}
    return _("? several have this name") if known else _("+ new")


def _summary(parsed: Parsed) -> str:
    turns, left = len(parsed.exchange.turns), len(parsed.leftovers)
    said = [ngettext("%(n)d turn", "%(n)d turns", turns) % {"n": turns}]
    said.append(_("1 source line") if parsed.exchange.source else _("no source line"))
    if left:
        said.append(ngettext("%(n)d line left over", "%(n)d lines left over", left) % {"n": left})
    else:
        said.append(_("nothing left over"))
    return ", ".join(said)


def _faults(exchange: Exchange) -> list[str]:
    try:
        check_exchange(exchange)
    except ValidationError as error:
        return list(error.messages)
    return []


def _slug(exchange: Exchange, user: User, now: datetime) -> str:
    """Where it stands already, in the same words; else a free address."""
    wanted = slug_for(exchange)
    there = Excerpt.objects.with_turns().filter(slug=wanted).first()
    if there and there.as_exchange() == settled(exchange) and permissions.can_place(there, user, now):
        return wanted
    return free_slug(Excerpt, wanted)
