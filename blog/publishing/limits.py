"""What a post and an exchange may hold so that rows can: said in words, before anything is written."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from blog.models import Event, Person, Post, Series, Source, Tag, Turn
from blog.models.addresses import is_slug, make_slug
from blog.models.partial_date import validate_partial_date
from blog.models.series import MOST_PARTS
from blog.models.snapshot import CHARACTERS
from blog.publishing.text import BODY_BYTES, PostText, Refused
from blog.transcripts import Exchange
from blog.transcripts import Turn as SpokenTurn

YEARS = range(1001, 9999)
"""Of the date of an essay or an event: a day from either end every zone can tell it, in four digits."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_check_web_address = URLValidator(schemes=["http", "https"])


def settled(exchange: Exchange) -> Exchange:
    """`exchange` as rows tell it: no slug, a source that has a title, and the date said beside that."""
    said = exchange.said or (exchange.source.date if exchange.source else "")
    if exchange.source is None:
        return replace(exchange, slug="", said=said)
    source = replace(exchange.source, title=exchange.source.title or exchange.source.url, date=said)
    return replace(exchange, slug="", said="", source=source)


def check_exchange(exchange: Exchange) -> None:
    """Raise ValidationError, one message a fault, where a row could not hold what is said."""
    faults = [fault for number, turn in enumerate(exchange.turns, 1) for fault in _turn_faults(number, turn)]
    said = exchange.said or (exchange.source.date if exchange.source else "")
    if said:
        try:
            validate_partial_date(said)
        except ValidationError as error:
            faults += error.messages
    if exchange.source:
        faults += _source_faults(exchange.source.title or exchange.source.url, exchange.source.url)
    if exchange.language and not is_language(exchange.language):
        faults.append(_not_a_language(exchange.language))
    if faults:
        raise ValidationError(faults)


def is_language(tag: str) -> bool:
    """Whether `tag` has the form of a language tag (BCP 47): `en`, `zh-Hans`, `pt-BR`."""
    return len(tag) <= 35 and bool(_LANGUAGE.fullmatch(tag))


def is_web_address(text: str) -> bool:
    """Whether `text` is an http(s) address."""
    try:
        _check_web_address(text)
    except ValidationError:
        return False
    return True


def check_fields(text: PostText) -> None:
    """Raise Refused for what can be told without rendering, each fault under its field."""
    faults = _unstorable(text)
    for name in ("title", "summary"):
        limit = _column(Post, name).max_length or 0
        if len(getattr(text, name).strip()) > limit:
            faults[name] = [_("Longer than %(limit)d characters.") % {"limit": limit}]
    if (size := len(text.body.encode(errors="replace"))) > BODY_BYTES:
        said = {"size": size // 1024 + 1, "limit": BODY_BYTES // 1024}
        faults["body"] = [
            _("The text is %(size)d KB long; at most %(limit)d KB fit. Split it in two essays.") % said
        ]
    if tags := [fault for tag in text.tags for fault in _tag_faults(tag)]:
        faults["tags"] = tags
    if text.language and not is_language(text.language):
        faults["language"] = [
            _("“%(tag)s” is no language tag. Write one such as en or zh-Hans.") % {"tag": text.language}
        ]
    if text.planned_at and text.planned_at.year not in YEARS:
        faults["planned_at"] = [_not_a_year()]
    if text.slug and not is_slug(text.slug):
        example = make_slug(text.slug) or "an-address"
        faults["slug"] = [
            _("Use small letters, digits and hyphens, such as “%(example)s”.") % {"example": example}
        ]
    if faults:
        raise Refused(faults)


def check_names(names: Iterable[str]) -> None:
    """Raise Refused, under `authors`, where a person could not be called so."""
    limit = _column(Person, "name").max_length or 0
    faults = []
    for name in names:
        if _UNSTORABLE.search(name):
            faults.append(_("An author's name holds a NUL or a broken character. Remove it."))
        elif len(name) > limit:
            said = {"start": name[:40], "limit": limit}
            faults.append(_("The author's name “%(start)s…” is longer than %(limit)d characters.") % said)
    if faults:
        raise Refused({"authors": faults})


def check_series(title: str) -> None:
    """Raise Refused, under `series`, where one could not be called so."""
    limit = _column(Series, "title").max_length or 0
    if _UNSTORABLE.search(title):
        raise Refused({"series": [_("The title of a series holds a NUL or a broken character. Remove it.")]})
    if len(title) > limit:
        said = {"start": title[:40], "limit": limit}
        fault = _("The title of the series “%(start)s…” is longer than %(limit)d characters.")
        raise Refused({"series": [fault % said]})


def check_parts(number: int) -> None:
    """Raise Refused, under `series`, where one has more parts than its page can show."""
    if number > MOST_PARTS:
        said = _("A series holds at most %(limit)d essays. Begin another.") % {"limit": MOST_PARTS}
        raise Refused({"series": [said]})


def _unstorable(text: PostText) -> dict[str, list[str]]:
    """What holds a sign no database keeps, by field."""
    faults: dict[str, list[str]] = {}
    for name in ("title", "slug", "summary", "body", "language"):
        if line := _broken_line(getattr(text, name)):
            faults[name] = [_("Line %(line)d holds a NUL or a broken character. Remove it.") % {"line": line}]
    for number, box in enumerate(text.boxes, 1):
        if line := _broken_line(box.text):
            said = _("Transcript %(n)d, line %(line)d holds a NUL or a broken character. Remove it.")
            faults.setdefault("boxes", []).append(said % {"n": number, "line": line})
    return faults


def check_event(event: Event) -> None:
    """Raise Refused, by field, where no row could hold it."""
    faults: dict[str, list[str]] = {}
    for name in ("text", "label", "capacity", "language", "source", "url"):
        value, limit = getattr(event, name), _column(Event, name).max_length or 0
        if _UNSTORABLE.search(value):
            faults[name] = [_("It holds a NUL or a broken character. Remove it.")]
        elif len(value) > limit:
            faults[name] = [_("Longer than %(limit)d characters.") % {"limit": limit}]
    if event.at.year not in YEARS:
        faults["at"] = [_not_a_year()]
    if event.language and not is_language(event.language):
        faults.setdefault("language", [_not_a_language(event.language)])
    if event.url and not is_web_address(event.url):
        said = _("“%(address)s” is no web address. It begins with https:// or http://.")
        faults.setdefault("url", [said % {"address": event.url[:200]}])
    if faults:
        raise Refused(faults)


def check_snapshot(text: str) -> None:
    """Raise Refused ("text") where no row could hold what a source says."""
    if not text.strip():
        raise Refused({"text": [_("It holds no words.")]})
    if len(text) > CHARACTERS:
        said = {"count": len(text), "limit": CHARACTERS}
        fault = _("It has %(count)d characters; at most %(limit)d fit. Keep the part that is quoted.")
        raise Refused({"text": [fault % said]})
    if line := _broken_line(text):
        fault = _("Line %(line)d holds a NUL or a broken character. Remove it.")
        raise Refused({"text": [fault % {"line": line}]})


def _broken_line(text: str) -> int:
    """The number of the first line with what no row can hold; 0 if there is none."""
    found = _UNSTORABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _tag_faults(name: str) -> list[str]:
    limit = _column(Tag, "name").max_length or 0
    said = {"start": name[:40], "limit": limit}
    if _UNSTORABLE.search(name):
        return [_("A tag holds a NUL or a broken character. Remove it.")]
    if "," in name:
        return [_("The tag “%(start)s” holds a comma. Commas stand between tags.") % said]
    if len(name) > limit:
        return [_("The tag “%(start)s…” is longer than %(limit)d characters.") % said]
    return []


def _turn_faults(number: int, turn: SpokenTurn) -> list[str]:
    held = {"label": turn.label, "capacity": turn.capacity, "time_code": turn.time}
    if turn.translation:
        held["translator"] = turn.translation.translator
    faults = []
    for name, value in held.items():
        field = _column(Turn, name)
        if len(value) > (limit := field.max_length or 0):
            faults.append(
                _("Turn %(number)d: the %(what)s “%(start)s…” is longer than %(limit)d characters.")
                % {"number": number, "what": field.verbose_name, "start": value[:40], "limit": limit}
            )
    languages = [turn.language, turn.translation.language if turn.translation else ""]
    faults += [_not_a_language(tag) for tag in languages if tag and not is_language(tag)]
    return faults


def _source_faults(title: str, url: str) -> list[str]:
    faults = []
    if len(title) > (limit := _column(Source, "title").max_length or 0):
        faults.append(_("The source's title is longer than %(limit)d characters.") % {"limit": limit})
    if len(url) > (limit := _column(Source, "url").max_length or 0):
        faults.append(_("The source's address is longer than %(limit)d characters.") % {"limit": limit})
    elif url and not is_web_address(url):
        said = _("“%(url)s” is no web address. A source's address begins with https:// or http://.")
        faults.append(said % {"url": url[:200]})
    return faults


def _column(model: type[Model], name: str) -> "Field[Any, Any]":
    field = model._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101 - the names above are columns
    return field


def _not_a_year() -> str:
    years = {"first": YEARS.start, "last": YEARS.stop - 1}
    return _("The year of a date lies between %(first)d and %(last)d.") % years


def _not_a_language(tag: str) -> str:
    return _("“%(tag)s” is no language tag. Write one such as en, es or zh-Hans.") % {"tag": tag[:40]}
