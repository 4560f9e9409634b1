"""The lock files are what `make lock` wrote from the .in files: pinned, hashed, and naming no host."""

import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import ROOT

KINDS = ["requirements", "requirements-dev", "requirements-scale", "requirements-bootstrap"]
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)


def pins(kind: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PIN.findall(lock(kind).read_text())}


def lock(kind: str) -> Path:
    return ROOT / f"{kind}.txt"


def wished(kind: str) -> list[Requirement]:
    lines = (ROOT / f"{kind}.in").read_text().splitlines()
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_wish_is_pinned_to_a_version_it_allows(kind: str) -> None:
    locked = pins(kind)

    assert [
        str(wish)
        for wish in wished(kind)
        if not wish.specifier.contains(locked.get(canonicalize_name(wish.name), "0"))
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_pin_has_a_hash(kind: str) -> None:
    blocks = re.split(r"\n(?=\S)", lock(kind).read_text())

    assert [block for block in blocks if not block.startswith("#") and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("kind", ["requirements-dev", "requirements-scale"])
def test_what_is_tested_is_what_runs(kind: str) -> None:
    site = pins("requirements")

    assert {name: version for name, version in pins(kind).items() if site.get(name, version) != version} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_lock_names_a_host(kind: str) -> None:
    assert "://" not in lock(kind).read_text()


def test_the_browser_tools_are_pinned_with_their_integrity() -> None:
    packages = json.loads((ROOT / "tests/browser/package-lock.json").read_text())["packages"]
    wished = packages.pop("")["dependencies"]

    assert {
        name.removeprefix("node_modules/"): package["version"] for name, package in packages.items()
    } == wished
    assert [
        name for name, package in packages.items() if "integrity" not in package or "resolved" in package
    ] == []
