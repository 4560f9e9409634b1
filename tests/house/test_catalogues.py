"""What there is to translate, and what the catalogues make of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from blog import catalogues
from blog.catalogues import Text
from tests.house import ROOT

_KEPT = re.compile(r"%%|%\(\w+\)[a-z]|\{\w+\}|</?\w+[^>]*>|\[\[qa: [^\]]*\]\]|\n|https?://")

EVERY = pytest.mark.parametrize("file", catalogues.catalogues(), ids=lambda file: file.parts[-3])


@EVERY
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(file: Path) -> None:
    brought_along = catalogues.bring_along(file, catalogues.collect())

    assert str(brought_along) == file.read_text("utf-8"), "Run: make messages"


@EVERY
def test_every_text_is_translated_and_none_by_a_guess(file: Path) -> None:
    entries = polib.pofile(str(file))

    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


@EVERY
def test_a_translation_keeps_what_code_fills_in_and_the_marks_around_it(file: Path) -> None:
    """Placeholders, tags, what is typed as it stands, line breaks, and the space at either end."""
    differing = [
        (said, told)
        for entry in polib.pofile(str(file))
        for said, told in _pairs(entry)
        if _kept(said) != _kept(told)
    ]

    assert differing == []


def test_german_quotes_as_germans_do() -> None:
    german = polib.pofile(str(ROOT / "locale/de/LC_MESSAGES/django.po"))
    told = [text for entry in german for _said, text in _pairs(entry)]

    assert [text for text in told if not _balanced(text)] == []


def test_german_is_there() -> None:
    assert ROOT / "locale/de/LC_MESSAGES/django.po" in catalogues.catalogues()


def test_texts_are_found_in_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = collected(
        tmp_path,
        monkeypatch,
        "blog/some.py",
        """
        _("One " "text")
        translation.pgettext_lazy("a key", "Shift")
        ngettext("%(n)d hit", "%(n)d hits", n)
        _(variable), gettext(f"no {text}"), other("No text")
        Message("Line %(n)d", n=1)
        """,
    )

    assert found == [
        Text("%(n)d hit", plural="%(n)d hits"),
        Text("Line %(n)d"),
        Text("One text"),
        Text("Shift", context="a key"),
    ]
    assert found[0].plural == "%(n)d hits"


def test_texts_are_found_in_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = collected(
        tmp_path,
        monkeypatch,
        "templates/some.html",
        """
        {% translate "Ask's" %} {% include "a.html" with label=_("Label") %} (no text)
        {% translate "By" context "authors" as by %}
        {% blocktranslate trimmed count n=all %}
          {{ n }} hit
        {% plural %}
          {{ n }} hits
        {% endblocktranslate %}
        """,
    )

    assert found == [Text("%(n)s hit"), Text("Ask's"), Text("By", context="authors"), Text("Label")]
    assert found[0].plural == "%(n)s hits"


def test_a_text_said_with_and_without_a_plural_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = collected(tmp_path, monkeypatch, "blog/some.py", '_("Source"), ngettext("Source", "Sources", n)')

    assert [(text.singular, text.plural) for text in found] == [("Source", "Sources")]


def test_what_is_translated_is_kept_and_what_is_gone_goes(tmp_path: Path) -> None:
    file = tmp_path / "de" / catalogues.CATALOGUE
    file.parent.mkdir(parents=True)
    file.write_text(str(catalogues.bring_along(file, {Text("Old"): ["a.py"], Text("Kept"): ["a.py"]})))
    written = polib.pofile(str(file))
    for entry in written:
        entry.msgstr = f"{entry.msgid}!"
    written.save()

    now = catalogues.bring_along(file, {Text("New"): ["b.py"], Text("Kept"): ["c.py", "b.py"]})

    said = [(entry.msgid, entry.msgstr, [name for name, _line in entry.occurrences]) for entry in now]
    assert said == [("Kept", "Kept!", ["b.py", "c.py"]), ("New", "", ["b.py"])]


@pytest.mark.parametrize(("language", "forms"), [("de", 2), ("ar", 6), ("ja", 1), ("xx", 2)])
def test_a_new_catalogue_counts_as_its_language_does(tmp_path: Path, language: str, forms: int) -> None:
    file = tmp_path / language / catalogues.CATALOGUE
    begun = catalogues.bring_along(file, {Text("%(n)d hit", plural="%(n)d hits"): ["a.py"]})

    assert list(begun[0].msgstr_plural) == list(range(forms))


def _pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Each form of a translation beside the text it stands for; a singular may say “one” for the number."""
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
    for form, told in entry.msgstr_plural.items():
        yield (entry.msgid if form == 0 and entry.msgid != entry.msgid_plural else entry.msgid_plural), told


def _kept(text: str) -> list[str]:
    return sorted([*_KEPT.findall(text), *re.findall(r"^\s|\s$", text)])


def _balanced(text: str) -> bool:
    """„ and “ by turns, no “…” and no straight marks outside a tag."""
    marks = re.findall('[„“”"]', re.sub("<[^>]*>", "", text))
    return marks == ["„", "“"] * (len(marks) // 2)


def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str) -> list[Text]:
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text("\n".join(line.strip() for line in source.splitlines()))
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    return sorted(catalogues.collect())
