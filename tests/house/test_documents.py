"""What README and docs/ say is so: their links, commands, settings and examples."""

import re
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest
from django.core.management import get_commands

from blog.transcripts import read_box
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import ingest
from config import settings
from tests.factories import NOW
from tests.house import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
AUTHORS = (ROOT / "docs" / "authors.md").read_text("utf-8")


def texts(pattern: str, page: Path) -> list[str]:
    return re.findall(pattern, page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = [*texts(r"\]\(([^):#]+)\)", page), *texts(r'src="([^":]+)"', page)]

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_it_names_exist(page: Path) -> None:
    named = texts(r"`((?:bin|blog|docs|static|templates|tests)/[\w./]*)`", page)

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_tree_is_that_of_the_house() -> None:
    (tree,) = texts(r"^```\n(manage\.py\n.*?)^```", ROOT / "README.md")
    rooms = re.findall(r"^([\w./]+)", tree, re.MULTILINE)
    inside = [
        part
        for line in re.findall(r"^  ([\w./]+(?:  [\w./]+)*)  ", tree, re.MULTILINE)
        for part in line.split()
    ]

    assert [
        name for name in [*rooms, *(f"blog/{part}" for part in inside)] if not (ROOT / name).exists()
    ] == []
    assert len(inside) >= 11


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    named = {*texts(r"manage\.py ([a-z_]+)", page), *texts(r"^\| `([a-z_]+)", page)}

    assert named - set(get_commands()) == set()


def test_every_setting_is_explained() -> None:
    table = texts(r"^\| (`[A-Z_`, ]+`) \|", ROOT / "docs" / "owners.md")

    assert {name for cell in table for name in re.findall(r"[A-Z_]+", cell)} == settings.env.names


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "docs" / "authors.md"], ids=lambda page: page.name
)
@pytest.mark.django_db
def test_the_essay_in_it_is_an_essay(page: Path) -> None:
    (example,) = texts(r"^```markdown\n(.*?)^```", page)

    done = ingest(read_document(example, ZoneInfo("UTC")), publish=True, now=NOW)

    assert done.notes == ()
    assert done.post.placements.count() == 1


def test_the_exchanges_in_it_are_exchanges() -> None:
    blocks = [dedent(block) for block in re.findall(r"\n\n((?: {4}.*\n|\n)+)", AUTHORS)]
    exchanges = [read_box(block) for block in blocks if re.search(r"^(Q|P\b.*): ", block, re.MULTILINE)]

    assert [len(exchange.turns) for exchange in exchanges] == [2, 3, 2]
    assert [turn.kind for turn in exchanges[1].turns] == ["question", "answer", "remark"]
    assert exchanges[1].said == "2019-06"
