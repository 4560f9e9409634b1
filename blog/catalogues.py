"""Our words in other languages: what there is to translate, the catalogues that do, and their compiled form.

    make messages                bring every catalogue along with the code
    make messages LOCALE=fr    begin a new one

Nothing but Python is needed, so a test can hold the catalogues to the code on any machine. A catalogue names
the files of a text but no lines, and is sorted: work done side by side merges.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import django
import polib
from django.utils.translation import to_language, to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
CATALOGUE = Path("LC_MESSAGES/django.po")
ROOMS = ("accounts", "blog", "config", "templates")

CALLS = {
    "_": ("singular",),
    "gettext": ("singular",),
    "ngettext": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
    "Message": ("singular",),
}
"""The functions that mark a text, each with its leading arguments; their `_lazy` forms take the same."""
_CALL = re.compile(rf"(?<!\w)({'|'.join(CALLS)})\(")
_TEXT = re.compile(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?\s*""", re.DOTALL)


@dataclass(frozen=True, order=True, slots=True)
class Text:
    """What is to be translated; `context` parts texts that are alike in English."""

    singular: str
    context: str = ""
    plural: str = field(default="", compare=False)

    @classmethod
    def of_call(cls, name: str, arguments: list[str]) -> "Text":
        return cls(**dict(zip(CALLS[name], arguments, strict=False)))


def collect() -> dict[Text, list[str]]:
    """Every marked text, and the files it stands in."""
    marked = [(text, file.relative_to(ROOT).as_posix()) for file in _files() for text in _texts(file)]
    marked.sort(key=lambda pair: not pair[0].plural)  # one entry serves with and without
    found: dict[Text, list[str]] = {}
    for text, file in dict.fromkeys(marked):
        found.setdefault(text, []).append(file)
    return found


def _files() -> list[Path]:
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.*"))
    return sorted(file for file in files if file.suffix in READERS and "migrations" not in file.parts)


def _texts(file: Path) -> Iterator[Text]:
    return READERS[file.suffix](file.read_text("utf-8"))


def _in_python(source: str) -> Iterator[Text]:
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", "")).removesuffix("_lazy")
            given = [found.value for found in call.args if isinstance(found, ast.Constant)]
            texts = [value for value in given if isinstance(value, str)]
            if name in CALLS and len(texts) >= len(CALLS[name]):
                yield Text.of_call(name, texts)


def _in_template(source: str) -> Iterator[Text]:
    """Django writes a template as calls, amid what is not Python."""
    calls = templatize(source)
    for call in _CALL.finditer(calls):
        at = call.end()
        texts: list[str] = []
        while (text := _TEXT.match(calls, at)) and len(texts) < len(CALLS[call[1]]):
            texts.append(ast.literal_eval(text[1]))
            at = text.end()
        yield Text.of_call(call[1], texts)


READERS = {".py": _in_python, ".html": _in_template, ".txt": _in_template}


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob(f"*/{CATALOGUE}"))


def bring_along(file: Path, texts: dict[Text, list[str]]) -> polib.POFile:
    """The catalogue `file` as it should be: a place for each text and no other, the translated ones kept."""
    former = polib.pofile(str(file)) if file.exists() else _begin(file)
    known = {Text(entry.msgid, entry.msgctxt or ""): entry for entry in former}
    forms = re.search(r"nplurals=(\d+)", former.metadata["Plural-Forms"])
    current = polib.POFile(wrapwidth=0)
    current.metadata = former.metadata
    for text, files in sorted(texts.items()):
        entry = known.get(text) or polib.POEntry(msgid=text.singular, msgctxt=text.context or None)
        entry.occurrences = [(name, "") for name in sorted(files)]
        entry.flags = [
            *(["python-format"] if "%(" in text.singular else []),
            *(["fuzzy"] if entry.fuzzy else []),
        ]
        entry.msgid_plural = text.plural
        if text.plural and forms:
            entry.msgstr = ""
            entry.msgstr_plural = {form: entry.msgstr_plural.get(form, "") for form in range(int(forms[1]))}
        current.append(entry)
    return current


def _begin(file: Path) -> polib.POFile:
    """An empty catalogue that counts as its language does, which Django knows."""
    language = file.parts[-3]
    django_s = Path(django.__file__).parent / "conf/locale" / language / CATALOGUE
    known = polib.pofile(str(django_s)).metadata if django_s.exists() else {}
    empty = polib.POFile()
    empty.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": known.get("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    }
    return empty


@cache
def spoken() -> frozenset[str]:
    """The languages our words are in: English, and those with a compiled catalogue."""
    compiled = (file.with_suffix(".mo") for file in catalogues())
    return frozenset({"en", *(to_language(file.parts[-3]) for file in compiled if file.exists())})


def nearest_spoken(language: str) -> str:
    """`de` for `de-AT` where there is no Austrian catalogue; empty where none will do."""
    parts = language.lower().split("-")
    wider = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((variant for variant in wider if variant in spoken()), "")


def compile_changed() -> None:
    """Write the form that gettext reads beside each catalogue that is newer than it."""
    for file in catalogues():
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns <= file.stat().st_mtime_ns:
            draft = compiled.with_suffix(".mo.partial")
            draft.write_bytes(polib.pofile(str(file)).to_binary())
            draft.replace(compiled)


def main(languages: list[str]) -> None:
    texts = collect()
    begun = [LOCALE / to_locale(language) / CATALOGUE for language in languages]
    for file in sorted({*catalogues(), *begun}):
        catalogue = bring_along(file, texts)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(catalogue), "utf-8")
        missing = len([entry for entry in catalogue if not entry.translated()])
        print(f"{file.relative_to(ROOT)}: {len(catalogue)} texts, {missing} not translated")
    compile_changed()


if __name__ == "__main__":
    main(sys.argv[1:])
