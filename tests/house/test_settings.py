"""What an operator's few words make of the settings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.conftest import Settings

SECURE = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")


@pytest.mark.parametrize(
    ("origin", "is_secure"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://essays.example", False),
        ("https://essays.example", True),
        ("https://localhost", True),
    ],
)
def test_the_scheme_alone_decides_what_browsers_are_told(
    settings_with: Callable[..., Settings], origin: str, is_secure: bool
) -> None:
    settings = settings_with(SITE_ORIGIN=origin)

    assert {name: settings[name] for name in SECURE} == dict.fromkeys(SECURE, is_secure)
    assert settings.get("SECURE_HSTS_SECONDS", 0) == (31_536_000 if is_secure else 0)
    assert settings.get("SESSION_COOKIE_NAME") == ("__Host-session" if is_secure else None)
    assert settings["CSRF_TRUSTED_ORIGINS"] == [origin]


@pytest.mark.parametrize(
    ("variables", "hosts"),
    [
        ({}, ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"]),
        ({"SITE_ORIGIN": "http://localhost"}, ["localhost", "127.0.0.1", "localhost", "[::1]"]),
        ({"SITE_ORIGIN": "https://essays.example"}, ["essays.example"]),
        ({"SITE_ORIGIN": "https://essays.example:8443"}, ["essays.example"]),
        (
            {"SITE_ORIGIN": "https://essays.example", "ALLOWED_HOSTS": "a.example,b.example"},
            ["a.example", "b.example"],
        ),
        ({"ALLOWED_HOSTS": "a.example"}, ["a.example", "127.0.0.1", "localhost", "[::1]"]),
    ],
)
def test_hosts_follow_the_origin(
    settings_with: Callable[..., Settings], variables: dict[str, str], hosts: list[str]
) -> None:
    assert settings_with(**variables)["ALLOWED_HOSTS"] == hosts


def test_the_default_origin_follows_the_port(settings_with: Callable[..., Settings]) -> None:
    assert settings_with(PORT="9000")["SITE_ORIGIN"] == "http://127.0.0.1:9000"


def test_all_data_is_in_one_folder(settings_with: Callable[..., Settings], tmp_path: Path) -> None:
    settings = settings_with(DATA_DIR=str(tmp_path / "essays"))

    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "essays" / "site.sqlite3")
    assert settings["MEDIA_ROOT"] == tmp_path / "essays" / "media"
    assert settings["SECRET_KEY_FILE"] == tmp_path / "essays" / "secret-key"
    assert (tmp_path / "essays").stat().st_mode & 0o777 == 0o700


def test_the_secret_stays_the_same(settings_with: Callable[..., Settings]) -> None:
    assert settings_with()["SECRET_KEY"] == settings_with()["SECRET_KEY"]


def test_a_secret_of_ones_own_is_used_and_not_written(
    settings_with: Callable[..., Settings], tmp_path: Path
) -> None:
    own = "a secret an operator brought along, long enough"

    assert settings_with(SECRET_KEY=own)["SECRET_KEY"] == own
    assert list(tmp_path.iterdir()) == []


def test_postgresql_recovers_and_pools(settings_with: Callable[..., Settings]) -> None:
    plain = settings_with(DATABASE_URL="postgres://db/essays")["DATABASES"]["default"]
    pooled = settings_with(DATABASE_URL="postgres://db/essays?pool=true")["DATABASES"]["default"]

    assert (plain["CONN_MAX_AGE"], plain["CONN_HEALTH_CHECKS"], plain["OPTIONS"]) == (60, True, {})
    assert (pooled["CONN_MAX_AGE"], pooled["CONN_HEALTH_CHECKS"], pooled["OPTIONS"]) == (
        0,
        True,
        {"pool": True},
    )


def test_development_needs_no_collected_files(settings_with: Callable[..., Settings]) -> None:
    storages = {
        debug: settings_with(DEBUG=debug)["STORAGES"]["staticfiles"]["BACKEND"] for debug in ("true", "")
    }

    assert storages == {
        "true": "django.contrib.staticfiles.storage.StaticFilesStorage",
        "": "config.storage.HashedStorage",
    }


def test_the_policy_names_no_source_but_the_site(settings_with: Callable[..., Settings]) -> None:
    policy = settings_with()["SECURE_CSP"]

    assert policy["default-src"] == ["'none'"]
    assert {source for sources in policy.values() for source in sources} == {"'none'", "'self'"}


def test_argon2_comes_first(settings_with: Callable[..., Settings]) -> None:
    assert settings_with()["PASSWORD_HASHERS"][0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
