"""Parts of pages that are made once, and shown again as long as all they are made of is the same.

A save ends every page in memory and changes little of most. A part (an exchange, an entry of a feed) is found
again by what it is made of. Nothing need be told to forget it, so none can be out of date.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

LIMIT = 3 * 1024 * 1024
"""Bytes of parts that one process keeps; those nobody asks for go first."""
BESIDE = 200
"""Bytes that keeping a part takes beside its text."""
_PLAIN = frozenset([str, SafeString, int, float, bool, type(None), datetime])

_parts: OrderedDict[bytes, str] = OrderedDict()
_size = 0
_lock = threading.Lock()


def memoized[Text: str](name: str, make: Callable[[], Text], made_of: object) -> Text:
    """What `make` returns, or returned before: it reads nothing but `made_of`, the active language and zone.

    `name` says what is made. `made_of` is plain values, rows with all they hold, dataclasses, and sequences
    and mappings of these. Raises TypeError for another value, and for rows of a relation not read yet.
    """
    if not settings.PAGES_IN_MEMORY:
        return make()
    told: list[object] = [name, get_language(), timezone.get_current_timezone_name()]
    _tell(made_of, told, {})
    key = blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    with _lock:
        if key in _parts:
            _parts.move_to_end(key)
            return _parts[key]  # type: ignore[return-value]
    part = make()
    _keep(key, part)
    return part


def forget() -> None:
    """Keep nothing: templates or settings are others now."""
    global _size
    with _lock:
        _parts.clear()
        _size = 0


def _keep(key: bytes, part: str) -> None:
    global _size
    with _lock:
        if key in _parts or _weight(part) > LIMIT:  # another thread was as quick; or it would push out all
            return
        _parts[key] = part
        _size += _weight(part)
        while _size > LIMIT:
            _size -= _weight(_parts.popitem(last=False)[1])


def _weight(part: str) -> int:
    return sys.getsizeof(part) + BESIDE


def _tell(value: object, told: list[object], met: dict[int, int]) -> None:
    """Add to `told` all that `value` is. What differs is told differently, whatever stands beside it."""
    if type(value) in _PLAIN:
        told.append((SafeString, value) if type(value) is SafeString else value)  # it is not escaped again
    elif isinstance(value, Model):
        _tell_row(value, told, met)
    elif isinstance(value, Mapping):
        told += [type(value), len(value)]
        for name, each in value.items():
            told.append(name)
            _tell(each, told, met)
    elif isinstance(value, QuerySet) and value._result_cache is not None:
        _tell(value._result_cache, told, met)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        told += [type(value), len(value)]
        for each in value:
            _tell(each, told, met)
    elif is_dataclass(value):
        told.append(type(value))
        for field in fields(value):
            _tell(getattr(value, field.name), told, met)
    else:
        raise TypeError(f"A part cannot be found again by a {type(value).__name__}.")


def _tell_row(row: Model, told: list[object], met: dict[int, int]) -> None:
    """Its columns as they are, and what else it holds: other rows, annotations. Rows may hold each other."""
    if (number := met.get(id(row))) is not None:
        told += [Model, number]
        return
    met[id(row)] = len(met)
    columns, held = _columns(type(row)), row.__dict__
    told += [type(row), *held]
    told += [each if name in columns else ... for name, each in held.items()]
    for name, each in held.items():
        if name not in columns:
            _tell(each.fields_cache if name == "_state" else each, told, met)


@cache
def _columns(model: type[Model]) -> frozenset[str]:
    return frozenset(field.attname for field in model._meta.concrete_fields)
