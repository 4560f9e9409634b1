"""Each variable is checked at the door, and a refusal says which one, and how to write it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import Env, Origin


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://essays.example", "https://essays.example"),
        ("https://Essays.Example/", "https://essays.example"),
        ("https://essays.example:443", "https://essays.example"),
        ("http://essays.example:80", "http://essays.example"),
        ("https://essays.example:8443", "https://essays.example:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://köln.example", "https://xn--kln-sna.example"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(text: str, written: str) -> None:
    assert str(environment.origin(text)) == written


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("essays.localhost", True),
        ("essays.example", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_knows_which_origins_only_this_machine_reaches(host: str, is_loopback: bool) -> None:
    assert Origin("http", host).is_loopback is is_loopback


BAD = [
    ("MAIL_FROM", environment.mail_address, "essays"),
    ("SECOND_FACTOR_FOR", environment.one_of("nobody", "editors"), "authors"),
    ("SITE_ORIGIN", environment.origin, "essays.example"),
    ("SITE_ORIGIN", environment.origin, "ftp://essays.example"),
    ("SITE_ORIGIN", environment.origin, "https://"),
    ("SITE_ORIGIN", environment.origin, "https://essays.example/blog"),
    ("SITE_ORIGIN", environment.origin, "https://ana:hunter2@essays.example"),
    ("SITE_ORIGIN", environment.origin, "https://essays.example:hunter2"),
    ("SITE_ORIGIN", environment.origin, "https://[::1"),
    ("DEBUG", environment.boolean, "flase"),
    ("PORT", environment.port, "http"),
    ("PORT", environment.port, "0"),
    ("PORT", environment.port, "65536"),
    ("PORT", environment.port, "-1"),
    ("ALLOWED_HOSTS", environment.hosts, "https://essays.example"),
    ("ALLOWED_HOSTS", environment.hosts, "essays.example www.essays.example"),
    ("TRUSTED_PROXIES", environment.networks, "proxy.example"),
    ("TRUSTED_PROXIES", environment.networks, "10.0.0.1/8"),
    ("DATABASE_URL", environment.database, "mysql://root:hunter2@db/essays"),
    ("DATABASE_URL", environment.database, "essays.sqlite3"),
    ("DATABASE_URL", environment.database, "sqlite:///data/essays.sqlite3"),
    ("DATABASE_URL", environment.database, "postgres://ana:hunter2@db"),
    ("DATABASE_URL", environment.database, "postgres://ana:hunter2/x@db:5432/essays"),
    ("DATABASE_URL", environment.database, "postgres://db/essays?pool=maybe"),
    ("EMAIL_URL", environment.mail, "mail.example"),
    ("EMAIL_URL", environment.mail, "smtp+tls://"),
    ("EMAIL_URL", environment.mail, "smtp+tls://ana:p/hunter2@mail.example:587"),
]


@pytest.mark.parametrize(("name", "parse", "text"), BAD, ids=[f"{name}={text}" for name, _, text in BAD])
def test_a_bad_value_is_refused_by_name_and_not_repeated(
    name: str, parse: Callable[[str], Any], text: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name}: ") as refusal:
        Env({name: text})(name, parse, None)

    assert "hunter2" not in str(refusal.value)


def test_empty_is_unset() -> None:
    env = Env({"PORT": " "})

    assert env("PORT", environment.port, 8000) == 8000
    assert env.names == {"PORT"}


def test_reads_lists_with_any_spacing() -> None:
    assert environment.hosts("Essays.example , .essays.example,") == ["essays.example", ".essays.example"]
    assert [str(network) for network in environment.networks("127.0.0.1, 10.0.0.0/8 ,::1")] == [
        "127.0.0.1/32",
        "10.0.0.0/8",
        "::1/128",
    ]


@pytest.mark.parametrize(("text", "pool"), [("true", True), ("false", False)])
def test_a_pool_is_a_boolean(text: str, pool: bool) -> None:
    database = environment.database(f"postgres://ana:secret@db:5433/essays?pool={text}")

    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "essays",
        "USER": "ana",
        "PASSWORD": "secret",
        "HOST": "db",
        "PORT": 5433,
        "OPTIONS": {"pool": pool},
    }


def test_mail_goes_out_over_tls() -> None:
    assert environment.mail("smtp+tls://ana:s%2Fcret@mail.example:587") == {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": "mail.example",
            "port": 587,
            "username": "ana",
            "password": "s/cret",
            "use_tls": True,
            "timeout": 10,
        },
    }


def test_the_environment_wins_over_dotenv(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        '# comment\n\nPORT=9000\nDEBUG="true"\nexport SITE_ORIGIN=http://localhost\n'
    )
    env = Env({"PORT": "9001"})

    env.load(tmp_path / ".env")

    assert env.variables == {"PORT": "9001", "DEBUG": "true", "SITE_ORIGIN": "http://localhost"}
    assert env.dotenv_names == {"PORT", "DEBUG", "SITE_ORIGIN"}


def test_no_dotenv_is_no_fault(tmp_path: Path) -> None:
    env = Env({})

    env.load(tmp_path / ".env")

    assert env.variables == {}


@pytest.mark.parametrize(
    "line", ["SECRET_KEY = hunter2", " SECRET_KEY=hunter2", "SECRET_KEY: hunter2", "hunter2"]
)
def test_a_bad_line_of_dotenv_is_named_by_number_and_not_repeated(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"PORT=9000\n{line}\n")

    with pytest.raises(ImproperlyConfigured, match=r"^\.env, line 2: ") as refusal:
        Env({}).load(tmp_path / ".env")

    assert "hunter2" not in str(refusal.value)


def test_a_dotenv_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe")

    with pytest.raises(ImproperlyConfigured, match=r"^\.env cannot be read"):
        Env({}).load(tmp_path / ".env")
