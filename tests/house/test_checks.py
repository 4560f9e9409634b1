"""Mistakes an operator can make, each found by name, with what to write instead."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import ERROR, INFO
from pytest_django.fixtures import Settings

from config import environment
from config.checks import check_settings


@pytest.fixture
def production(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A site in order, at a public address."""
    origin = environment.origin("https://essays.example")
    settings.ORIGIN, settings.SITE_ORIGIN = origin, str(origin)
    settings.ALLOWED_HOSTS = ["essays.example"]
    settings.TRUSTED_PROXIES = environment.networks("127.0.0.1")
    settings.MAILERS = {"default": environment.mail("smtp+tls://mail.example")}
    settings.DATA_DIR = settings.BASE_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    monkeypatch.setattr("config.checks._is_on_one_disk", lambda *_: False)
    settings.SECRET_KEY_FILE = tmp_path / "secret-key"
    settings.UNKNOWN_NAMES = []
    return settings


def ids() -> list[str | None]:
    return [message.id for message in check_settings(None)]


def test_a_site_in_order_is_not_bothered(production: Settings) -> None:
    assert ids() == []


def test_a_local_site_is_not_bothered(settings: Settings) -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("mistake", "found"),
    [
        ({"DEBUG": True}, "config.E001"),
        ({"SECRET_KEY": "changeme"}, "config.E002"),
        ({"SECRET_KEY": "django-insecure-" + "x" * 50}, "config.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "config.E003"),
        ({"ALLOWED_HOSTS": ["www.essays.example"]}, "config.E004"),
        ({"TRUSTED_PROXIES": environment.networks("0.0.0.0/0")}, "config.E005"),
        ({"DATA_DIR": Path("/nowhere")}, "config.E006"),
        ({"BACKUP_DIR": Path(__file__) / "backups"}, "config.W007"),
        ({"ORIGIN": environment.origin("http://essays.example")}, "config.W001"),
        ({"UNKNOWN_NAMES": ["SITE_ORIGINS"]}, "config.W003"),
        ({"TRUSTED_PROXIES": ()}, "config.W004"),
        ({"MAILERS": {"default": environment.mail("consolemail://")}}, "config.W005"),
    ],
)
def test_each_mistake_is_found_and_mended_by_its_hint(
    production: Settings, mistake: dict[str, Any], found: str
) -> None:
    for name, value in mistake.items():
        setattr(production, name, value)

    messages = check_settings(None)

    assert [message.id for message in messages] == [found]
    assert messages[0].hint
    assert (messages[0].level == ERROR) == (found[7] == "E")


@pytest.mark.parametrize("name", ["secret-key", ".env"])
@pytest.mark.parametrize(("mode", "found"), [(0o600, []), (0o640, ["config.W002"]), (0o644, ["config.W002"])])
def test_a_secret_that_others_may_read(production: Settings, name: str, mode: int, found: list[str]) -> None:
    (production.BASE_DIR / name).touch()
    (production.BASE_DIR / name).chmod(mode)

    assert ids() == found


@pytest.mark.parametrize(("mode", "found"), [(0o750, []), (0o755, ["config.W006"])])
def test_a_folder_that_others_may_look_into(production: Settings, mode: int, found: list[str]) -> None:
    production.DATA_DIR.chmod(mode)

    assert ids() == found


@pytest.mark.parametrize(("mode", "found"), [(0o700, []), (0o750, []), (0o705, ["config.W008"])])
def test_backups_that_others_may_look_into(production: Settings, mode: int, found: list[str]) -> None:
    production.BACKUP_DIR.mkdir()
    production.BACKUP_DIR.chmod(mode)

    assert ids() == found


def test_backups_on_the_disk_of_the_site_are_noted(
    production: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()

    assert [(message.id, message.level) for message in check_settings(None)] == [("config.I001", INFO)]


def test_a_name_below_an_allowed_domain_is_allowed(production: Settings) -> None:
    production.ALLOWED_HOSTS = [".example"]

    assert ids() == []
