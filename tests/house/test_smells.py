"""What must not stand anywhere in the code, each with the one place where it may."""

import re
from pathlib import Path

import pytest

from tests.house import ROOT, files

# What is looked for is put together here, so that this file holds none of it.
EVERYWHERE = {
    "a machine's own path": rf"(^|[^\w.~-])/({'work'}|{'root'})/",
    "a note to self": r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b",
}
PYTHON = {
    "an error swallowed whole": r"except (Base)?Exception\b|except" r":",
    "a type ignored without saying which": r"#\s*type:\s*ignore(?!\[)",
    "a test left out": r"mark\.(skip|skipif|xfail)\b|pytest\.(skip|xfail|importorskip)\(",
    "an unfinished body": r"Not" r"ImplementedError",
    "HTML trusted outside the one filter": r"\bmark_" r"safe\b|\bSafe" r"String\(",
    "a role compared": r"\bRole\.[A-Z]|\.role\b\s*([=!]=|in\b)|(filter|get|Q)\(.*\brole\w*=",
}
TEMPLATES = {
    "an inline style": r"\sstyle=|<style\b",
    "an inline script": r"\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)",
    "HTML trusted outside the one filter": r"\|\s*" r"safe\b|autoescape off",
}
CSP = {"an unsafe source": r"'?unsafe-" r"(inline|eval|hashes)|UNSAFE_" r"(INLINE|EVAL|HASHES)"}
MAY: dict[str, str | tuple[str, ...]] = {
    "HTML trusted outside the one filter": ("blog/templatetags/", "blog/components/html.py"),
    "an unsafe source": "tests/",
    "a role compared": ("accounts/roles.py", "accounts/models/", "tests/"),
}
BANNED_NAMES = {"utils.py", "helpers.py", "general.py", "common", "services"}


def found(pattern: str, path: Path) -> list[str]:
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return [f"{path.relative_to(ROOT)}:{number}" for number, line in lines if re.search(pattern, line)]


def places(smell: str, pattern: str, *endings: str) -> list[str]:
    allowed = MAY.get(smell, "nowhere")
    hits = [place for path in files(*endings) for place in found(pattern, path)]
    return [place for place in hits if not place.startswith(allowed)]


@pytest.mark.parametrize(("smell", "pattern"), PYTHON.items(), ids=PYTHON)
def test_python_has_no(smell: str, pattern: str) -> None:
    assert places(smell, pattern, ".py") == []


@pytest.mark.parametrize(("smell", "pattern"), TEMPLATES.items(), ids=TEMPLATES)
def test_templates_have_no(smell: str, pattern: str) -> None:
    assert places(smell, pattern, ".html", ".xml") == []


@pytest.mark.parametrize(("smell", "pattern"), CSP.items(), ids=CSP)
def test_no_policy_has(smell: str, pattern: str) -> None:
    assert places(smell, pattern, ".py", ".html") == []


@pytest.mark.parametrize(("smell", "pattern"), EVERYWHERE.items(), ids=EVERYWHERE)
def test_no_file_has(smell: str, pattern: str) -> None:
    texts = (
        ".py",
        ".html",
        ".css",
        ".js",
        ".md",
        ".toml",
        ".txt",
        ".in",
        ".example",
        ".json",
        "Makefile",
        "run",
    )

    assert places(smell, pattern, *texts) == []


def test_no_room_is_named_for_nothing() -> None:
    assert [str(path) for path in files("") if BANNED_NAMES & set(path.relative_to(ROOT).parts)] == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (PYTHON["an error swallowed whole"], "    except " + "Exception as error:"),
        (PYTHON["a type ignored without saying which"], "x = y  # type: " + "ignore"),
        (PYTHON["a test left out"], "@pytest.mark." + "skip"),
        (PYTHON["a role compared"], "if user.role == wanted:"),
        (PYTHON["a role compared"], "users.filter(role=wanted)"),
        (TEMPLATES["an inline style"], '<p style="color: red">'),
        (TEMPLATES["an inline script"], "<script>alert(1)</script>"),
        (TEMPLATES["an inline script"], '<a onclick="go()">'),
        (TEMPLATES["HTML trusted outside the one filter"], "{{ body|" + "safe }}"),
        (EVERYWHERE["a machine's own path"], "in /" + "work/main"),
    ],
)
def test_the_patterns_find_what_they_name(pattern: str, line: str) -> None:
    assert re.search(pattern, line)
