"""Front matter: YAML between `---` lines, or TOML between `+++` lines, before a Markdown text."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.utils.translation import gettext as _

from blog.models import State
from blog.transcripts import split_header
from blog.transfer.document import BadDocument, Document
from blog.transfer.events import read_events

_FENCES = {"---": "YAML", "+++": "TOML"}
_TITLE = re.compile(r"\A#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)\s*")
_KNOWN = {
    *("title", "slug", "date", "tags", "summary", "authors", "state", "language"),
    *("series", "series_position", "translation_of", "events"),
}


class _Words(yaml.SafeLoader):
    """Reads dates and `null`; all else is what it says: the tag `no`, the title `007`, the hour `12:30`."""

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in known if tag.rpartition(":")[2] in {"timestamp", "null"}]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_document(text: str, zone: ZoneInfo) -> Document:
    """The essay in `text`; a date without a time is midnight in `zone`.

    Without front matter a first `# Heading` is the title, and a line `Posted on DATE :: Tags: …`
    at the top gives date and tags. Raises BadDocument.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _split(text)
    heading = None if fields.get("title") else _TITLE.match(body.lstrip("\n"))
    if heading:
        fields["title"], body = heading["title"], body.lstrip("\n")[heading.end() :]
    header, body = split_header(body)
    fields.setdefault("date", header.date or None)
    fields.setdefault("tags", list(header.tags))
    unknown = sorted(set(fields) - _KNOWN)
    return Document(
        title=_words(fields, "title"),
        slug=_words(fields, "slug"),
        date=_date(fields.get("date"), zone),
        tags=_list(fields, "tags"),
        summary=_words(fields, "summary"),
        authors=_list(fields, "authors"),
        state=_state(fields),
        language=_words(fields, "language"),
        series=_words(fields, "series"),
        series_position=_number(fields, "series_position"),
        translation_of=_words(fields, "translation_of"),
        body=body.strip("\n"),
        events=read_events(fields.get("events"), lambda value: _date(value, zone)),
        notes=(_("Not read: %(names)s.") % {"names": ", ".join(unknown)},) if unknown else (),
    )


def _split(text: str) -> tuple[dict[str, Any], str]:
    first, _newline, rest = text.partition("\n")
    kind = _FENCES.get(first.rstrip())
    if kind is None:
        return {}, text
    lines = rest.split("\n")
    closing = next((n for n, line in enumerate(lines) if line.rstrip() == first.rstrip()), None)
    if closing is None:
        if kind == "YAML" and not re.match(r"[\w-]+:", lines[0]):
            return {}, text  # a thematic break opens the text
        raise BadDocument(
            _("The front matter that begins on line 1 is not closed. End it with a line %(fence)s.")
            % {"fence": first}
        )
    return _read(kind, "\n".join(lines[:closing])), "\n".join(lines[closing + 1 :])


def _read(kind: str, block: str) -> dict[str, Any]:
    load: Callable[[str], Any] = tomllib.loads if kind == "TOML" else _load_yaml
    try:
        fields = load(block)
    except tomllib.TOMLDecodeError as error:
        raise BadDocument(_("The front matter is not TOML: %(why)s.") % {"why": error}) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        said = {"line": line, "why": error.problem}
        raise BadDocument(_("The front matter is not YAML, line %(line)d: %(why)s.") % said) from error
    except RecursionError as error:
        raise BadDocument(_("The front matter cannot be read: its lists are nested too deeply.")) from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadDocument(_("The front matter cannot be read: %(why)s.") % {"why": error}) from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise BadDocument(_("The front matter is no list of names and values, such as “title: My essay”."))
    return {str(name).lower(): value for name, value in fields.items() if value is not None}


def _load_yaml(block: str) -> Any:
    return yaml.load(block, _Words)  # noqa: S506 - a SafeLoader


def _words(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if isinstance(value, (dict, list)):
        raise BadDocument(
            _("“%(name)s” in the front matter is a list; write one line of text.") % {"name": name}
        )
    return " ".join(str(value).split())


def _list(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    """A list, or words with commas between them."""
    value = fields.get(name) or []
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or any(isinstance(item, (dict, list)) for item in value):
        raise BadDocument(
            _("“%(name)s” in the front matter must be a list, such as [one, two].") % {"name": name}
        )
    return tuple(word for item in value if item is not None and (word := " ".join(str(item).split())))


def _number(fields: dict[str, Any], name: str) -> int:
    """A whole number from 1 on, or 0 where none is given."""
    value = _words(fields, name)
    if value and not re.fullmatch("[1-9][0-9]{0,8}", value):
        said = {"name": name, "value": value[:40]}
        raise BadDocument(_("“%(name)s: %(value)s” is no place. Write a number from 1 on.") % said)
    return int(value or 0)


def _state(fields: dict[str, Any]) -> str:
    state = _words(fields, "state").lower()
    if state and state not in State.values:
        said = {"state": state, "known": ", ".join(State.values)}
        raise BadDocument(_("“%(state)s” is no state of an essay. Write one of: %(known)s.") % said)
    return state


def _date(value: Any, zone: ZoneInfo) -> datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = _parse(value.strip())
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    if not isinstance(value, datetime):
        raise BadDocument(_bad_date(value))
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _parse(value: str) -> datetime | date:
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise BadDocument(_bad_date(value)) from error


def _bad_date(value: object) -> str:
    return _("“%(value)s” is not a date I can read. Write it as 2025-01-31 or 2025-01-31 09:30.") % {
        "value": value
    }
