"""A catalogue of a further language, made up for a test: every text of ours in the test's own words."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
import pytest
from django.conf import LazySettings
from django.utils import translation
from django.utils.translation import trans_real

from blog import catalogues

_WORDS = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)


@contextmanager
def made_up(
    folder: Path,
    language: str,
    say: Callable[[str], str],
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    besides: Iterable[polib.POEntry] = (),
) -> Iterator[None]:
    """The site speaks `language`, too: each text as `say` puts it, the space at its ends aside.

    `besides` are texts of others' that `language` has no catalogue for.
    """
    file = folder / language / catalogues.CATALOGUE
    catalogue = catalogues.bring_along(file, catalogues.collect())
    known = {(entry.msgid, entry.msgctxt) for entry in catalogue}
    for theirs in besides:
        if (theirs.msgid, theirs.msgctxt) not in known:
            known.add((theirs.msgid, theirs.msgctxt))
            catalogue.append(theirs)
    for entry in catalogue:
        _translate(entry, say)
    file.parent.mkdir(parents=True)
    file.with_suffix(".mo").write_bytes(catalogue.to_binary())
    settings.LOCALE_PATHS = [folder]
    monkeypatch.setattr(catalogues, "spoken", lambda: frozenset({"en", language}))
    read: dict[str, object] = vars(trans_real)["_translations"]
    read.pop(language, None)
    yield
    read.pop(language, None)
    translation.activate("en")


def _translate(entry: polib.POEntry, say: Callable[[str], str]) -> None:
    if entry.msgid_plural:
        forms = dict.fromkeys(entry.msgstr_plural or (0, 1), say(entry.msgid_plural))
        entry.msgstr, entry.msgstr_plural = "", forms | {0: say(entry.msgid)}
    elif re.search(r"[^\W\d_]", entry.msgid) and (parts := _WORDS.match(entry.msgid)):
        entry.msgstr = parts[1] + say(parts[2]) + parts[3]
    entry.flags = []
