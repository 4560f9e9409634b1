"""Heads as a fence writes them: settings in braces, backslashes, translations.

    Name (capacity) [time] {kind=remark lang=es}: words
    \\Any label at all \\(even this\\): words
    Translation (en, Translator): words

A head whose first sign is a backslash is taken by the letter: any label, any capacity, any time.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from blog.message import Message
from blog.transcripts.cleaning import BLANKS, clean_line
from blog.transcripts.exchange import KINDS
from blog.transcripts.grammar.dates import read_date
from blog.transcripts.grammar.escapes import SIGNS, escape, unescape
from blog.transcripts.grammar.heads import REACH, Head, read_head, read_name
from blog.transcripts.grammar.labels import is_label

_SETTINGS = r"\{(?P<settings>[^{}]*+)\}\s*"
_LITERAL = re.compile(
    r"(?P<label>(?:[^\\{}()\[\]:：]|\\.)++)"
    r"(?:\((?P<capacity>(?:[^\\()]|\\.)*+)\)\s*)?"
    r"(?:\[(?P<time>(?:[^\\\[\]]|\\.)*+)\]\s*)?"
    rf"(?:{_SETTINGS})?[:：](?P<words>.*)",
    re.DOTALL,
)
_WITH_SETTINGS = re.compile(
    rf"(?P<name>(?:[^\\{{}}()\[\]:：]++|\([^(){{}}\\]*+\)|\[[^\[\]{{}}\\]*+\])++){_SETTINGS}[:：](?P<words>.*)",
    re.DOTALL,
)
_TRANSLATION = re.compile(
    r"Translation\s*(?:\((?P<language>(?:[^\\(),]|\\.)*+)(?:,(?P<translator>(?:[^\\()]|\\.)*+))?\)\s*)?"
    r"[:：](?P<words>.*)",
    re.DOTALL,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,7}")
_EXAMPLES = {"kind": "kind=remark", "lang": "lang=en", "said": "said=2025-01-31"}
_IS_VALUE: dict[str, Callable[[str], object]] = {
    "kind": KINDS.__contains__,
    "lang": _LANGUAGE.fullmatch,
    "said": lambda value: read_date(value) == value,
}


class BadSettingError(ValueError):
    """A setting in braces that is none; the message names those there are."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class TranslationHead(NamedTuple):
    language: str
    translator: str
    words: str


def read_marked_head(line: str) -> Head | None:
    """The head of `line` if it is one by a backslash or by settings. Raises BadSettingError."""
    if line.startswith("\\"):
        return _read_literal(line)
    if "{" not in line[:REACH] or not (found := _WITH_SETTINGS.match(line)):
        return None
    label, capacity, time = read_name(found["name"])
    if not label[:1].isalnum() or "=" not in found["settings"]:
        return None
    try:
        settings = read_settings(found["settings"], "kind", "lang")
    except BadSettingError:
        if is_label(label):
            raise
        return None
    return _head(label, found["words"], capacity, time, settings)


def write_head(head: Head, *, by_letter: bool = False) -> str:
    """The head and its words, in the plainest form that is read back as the same, or with a backslash."""
    settings = write_settings(kind=head.kind, lang=head.language)
    plain = head.label
    plain += f" ({head.capacity})" if head.capacity else ""
    plain += f" [{head.time}]" if head.time else ""
    line = f"{plain}{settings}: {head.words}"
    if not by_letter and _reads_as(line, head):
        return line
    label = escape(head.label, SIGNS)
    literal = label if label.startswith("\\") else f"\\{label}"
    literal += f" ({escape(head.capacity, '()')})" if head.capacity else ""
    literal += f" [{escape(head.time, '[]')}]" if head.time else ""
    return f"{literal}{settings}: {head.words}"


def read_translation(line: str) -> TranslationHead | None:
    """`Translation (en, Translator): words`, under the turn it translates."""
    found = _TRANSLATION.match(line) if line.startswith("Translation") else None
    if not found:
        return None
    language, translator = found["language"] or "", found["translator"] or ""
    return TranslationHead(
        clean_line(unescape(language)), clean_line(unescape(translator)), found["words"].lstrip(BLANKS)
    )


def write_translation(language: str, translator: str) -> str:
    by = f", {escape(translator, '()')}" if translator else ""
    return f"Translation ({escape(language, '(),')}{by}): " if language or by else "Translation: "


def write_settings(**settings: str) -> str:
    """` {lang=en said=2025}`, a space before it, or nothing where none has a value."""
    told = " ".join(f"{name}={value}" for name, value in settings.items() if value)
    return f" {{{told}}}" if told else ""


def read_settings(inside: str, *known: str) -> dict[str, str]:
    """`lang=en said=2025-01-31` as a dictionary. Raises BadSettingError for what is not `known`."""
    settings = {}
    for part in inside.split():
        name, _sign, value = part.partition("=")
        if name not in known:
            examples = ", ".join(_EXAMPLES[name] for name in known)
            told = Message(
                "“%(name)s” is no setting here. Known are %(examples)s.", name=name[:40], examples=examples
            )
            raise BadSettingError(told)
        if not _IS_VALUE[name](value):
            told = Message(
                "“%(value)s” is no value for “%(name)s”. Write for example %(example)s.",
                value=value[:40],
                name=name,
                example=_EXAMPLES[name],
            )
            raise BadSettingError(told)
        settings[name] = value
    return settings


def _read_literal(line: str) -> Head | None:
    found = _LITERAL.match(line)
    label = found["label"] if found else ""
    label = clean_line(unescape(label if label[1:2] in (*SIGNS, "\\") else label[1:]))
    if not found or not label:
        return None
    inside = found["settings"] or ""
    if inside.strip() and "=" not in inside:
        return None
    capacity, time = (clean_line(unescape(found[name] or "")) for name in ("capacity", "time"))
    return _head(label, found["words"], capacity, time, read_settings(inside, "kind", "lang"))


def _head(label: str, words: str, capacity: str, time: str, settings: dict[str, str]) -> Head:
    return Head(
        label, words.lstrip(BLANKS), capacity, time, settings.get("kind", ""), settings.get("lang", "")
    )


def _reads_as(line: str, head: Head) -> bool:
    try:
        return (read_marked_head(line) or read_head(line)) == head
    except BadSettingError:
        return False
