"""The style sheet: one file to a reader, many to us; colours that can be read."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
OWN_SHEETS = {
    "site.css",
    "admin.css",
    "embed.css",
    "accounts.css",
    "changes.css",
    "desk.css",
    "desk-asks.css",
    "desk-check.css",
    "desk-home.css",
    "desk-images.css",
    "desk-sources.css",
    "release.css",
}
"""Sheets that pages ask for by name; all others are parts of site.css or, below desk/, of desk.css."""
TEXT, GROUND = ("ink", "soft", "accent"), ("paper", "tint", "mark")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def imports(sheet: str = "site.css") -> list[str]:
    return re.findall(r'@import "(.+)";', (CSS / sheet).read_text())


@pytest.fixture
def static_root(tmp_path: Path, settings: Settings) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.storage.HashedStorage"},
    }
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_part_is_imported_once_and_the_order_of_layers_first() -> None:
    parts = {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")} - OWN_SHEETS

    of_the_desk = {part for part in parts if part.startswith("desk/")}
    assert (imports()[0], imports("desk.css")[0]) == ("layers.css", "layers.css")
    assert sorted(imports()) == sorted(parts - of_the_desk)
    assert sorted(imports("desk.css")) == sorted({"layers.css", "reset.css", "base.css"} | of_the_desk)


def test_every_part_stays_in_a_layer() -> None:
    outside = {
        name: re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.DOTALL).lstrip()[:6]
        for name in imports()
    }

    assert set(outside.values()) == {"@layer"}


def test_readers_get_one_file_whose_fonts_are_named_by_content(static_root: Path) -> None:
    (sheet,) = (path for path in (static_root / "css").glob("site.*.css") if path.name != "site.css")
    words = sheet.read_text()

    assert "@import" not in words
    assert "/*" not in words
    assert words.count("@layer components {") == len(
        [name for name in imports() if name.startswith("components/")]
    )
    fonts = re.findall(r'url\("?\.\./(fonts/[^")]+)"?\)', words)
    assert len(fonts) == 4
    assert [font for font in fonts if not (static_root / font).is_file()] == []
    assert len(sheet.with_name(f"{sheet.name}.br").read_bytes()) <= 6 * 1024


def test_the_theme_script_is_small(static_root: Path) -> None:
    (script,) = (static_root / "js").glob("theme.*.js.br")

    assert len(script.read_bytes()) <= 400


def test_fonts_come_with_their_licence() -> None:
    licence = (Path(settings.BASE_DIR) / "static" / "fonts" / "OFL-newsreader.txt").read_text()

    assert "SIL OPEN FONT LICENSE" in licence.upper()


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "ground"), list(product(TEXT, GROUND)))
def test_text_stands_out_seven_to_one(text: str, ground: str) -> None:
    roles = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", (CSS / "layers.css").read_text())
    light, dark = ({name: pair[scheme] for name, *pair in roles} for scheme in (0, 1))

    assert min(contrast(light[text], light[ground]), contrast(dark[text], dark[ground])) >= 7


def test_all_scripts_of_an_excerpts_page_are_small(static_root: Path) -> None:
    scripts = [next((static_root / "js").glob(f"{name}.*.js.br")) for name in ("theme", "copy")]

    assert sum(len(script.read_bytes()) for script in scripts) <= 2 * 1024
