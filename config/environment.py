"""How settings come in: from the environment, else from `.env`, each checked at the door.

A parser takes the text of one variable and returns the setting's value, or raises ValueError saying how to
write it. `Env` puts the variable's name in front. No message repeats a value: it may hold a password.
"""

import importlib.util
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

DOTENV_LINE = re.compile(r"(export )?[A-Za-z_]\w*=.*|#.*|")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Env:
    """Reads variables, and remembers which: `.env.example` lists exactly `names`."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = dict(variables)
        self.names: set[str] = set()
        self.dotenv_names: set[str] = set()

    def load(self, dotenv: Path) -> None:
        """Take from `dotenv`, if it exists, what the environment leaves unsaid. Lines are NAME=value."""
        try:
            lines = dotenv.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{dotenv.name} cannot be read: {type(error).__name__}.") from error
        for number, line in enumerate(lines, start=1):
            if not DOTENV_LINE.fullmatch(line):
                problem = "write NAME=value, with no space before the name or around “=”"
                raise ImproperlyConfigured(f"{dotenv.name}, line {number}: {problem}.")

        class Reader(environ.Env):
            ENVIRON: ClassVar[dict[str, str]] = {}

        Reader.read_env(dotenv)
        self.dotenv_names = set(Reader.ENVIRON)
        self.variables = Reader.ENVIRON | self.variables

    def __call__[Value](self, name: str, parse: Callable[[str], Value], default: Value) -> Value:
        """The value of `name`; unset or empty is `default`."""
        self.names.add(name)
        text = self.variables.get(name, "").strip()
        try:
            return parse(text) if text else default
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the site is reached (RFC 6454): scheme, host, and the port if it is not the scheme's own."""

    scheme: str
    host: str
    port: int | None = None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.bracketed_host}" + (f":{self.port}" if self.port else "")

    @property
    def bracketed_host(self) -> str:
        """The host as a Host header spells it, without port."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def origin(text: str) -> Origin:
    """`https://essays.example`, any capitals, a name of any script, with or without port and last slash."""
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise ValueError("write an address such as https://essays.example") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("begin with https:// (or http://), then the site's name: https://essays.example")
    if parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(
            "only scheme, name and port, such as https://essays.example: the site is at the root"
        )
    return Origin(parts.scheme, host, None if port == {"http": 80, "https": 443}[parts.scheme] else port)


def boolean(text: str) -> bool:
    words = {"true": True, "yes": True, "on": True, "1": True}
    words |= {"false": False, "no": False, "off": False, "0": False}
    if text.lower() not in words:
        raise ValueError("write true or false")
    return words[text.lower()]


def mail_address(text: str) -> str:
    """`essays@example.org`, or `Essays <essays@example.org>`."""
    name, address = parseaddr(text)
    if "@" not in address or not (name + address).isprintable():
        raise ValueError("write an address such as essays@example.org")
    return text


def one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"write {', '.join(words[:-1])} or {words[-1]}")
        return text.lower()

    return parse


def port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ValueError("write a number from 1 to 65535")
    return int(text)


def count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("write a number, 0 for none")
    return int(text)


def hosts(text: str) -> list[str]:
    """Names and addresses, split at commas, as Django's ALLOWED_HOSTS takes them."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if any(sign in name for name in names for sign in ("/", " ")):
        raise ValueError(
            "write names without https:// and split them with commas: essays.example, www.essays.example"
        )
    return names


def networks(text: str) -> tuple[Network, ...]:
    """IP addresses and networks, split at commas."""
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(
            "write IP addresses or networks, split with commas: 127.0.0.1, 10.0.0.0/8"
        ) from error


def sqlite(file: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}


def database(text: str) -> dict[str, Any]:
    """A Django database from `sqlite:///path` or `postgres://user:password@host:port/name?option=value`."""
    scheme = text.partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError("write sqlite:///path/to/file or postgres://user:password@host/name")
    try:
        config = cast(dict[str, Any], environ.Env.db_url_config(text))
    except ValueError as error:
        raise ValueError("not an address; percent-encode signs such as / # @ in the password") from error
    if not config["NAME"]:
        raise ValueError("the database's name is missing at the end")
    if scheme == "sqlite":
        if not config["NAME"].startswith("/"):
            raise ValueError(
                "name the file from the root, with four slashes: sqlite:////srv/essays/site.sqlite3"
            )
        return config
    if importlib.util.find_spec("psycopg") is None:
        raise ValueError("names PostgreSQL, whose driver is not installed: run bin/setup scale")
    options = config.setdefault("OPTIONS", {})
    if "pool" in options:
        options["pool"] = boolean(str(options["pool"]))
    return config


def mail(text: str) -> dict[str, Any]:
    """A Django mailer from `smtp+tls://user:password@host:587` (`smtp`, `consolemail`, `filemail`)."""
    try:
        config = environ.Env.email_url_config(text)
    except (ValueError, ImproperlyConfigured) as error:
        raise ValueError(
            "write smtp+tls://user:password@host:587, or consolemail:// to print mail"
        ) from error
    backend = config["EMAIL_BACKEND"]
    options = {
        "host": config["EMAIL_HOST"],
        "port": config["EMAIL_PORT"],
        "username": config["EMAIL_HOST_USER"],
        "password": config["EMAIL_HOST_PASSWORD"],
        "use_tls": config.get("EMAIL_USE_TLS"),
        "use_ssl": config.get("EMAIL_USE_SSL"),
        "timeout": 10,
    }
    if not backend.endswith("smtp.EmailBackend"):
        options = {"file_path": config["EMAIL_FILE_PATH"]} if ".filebased." in backend else {}
    elif not config["EMAIL_HOST"]:
        raise ValueError("the mail server's name is missing: smtp+tls://user:password@host:587")
    return {
        "BACKEND": backend,
        "OPTIONS": {key: value for key, value in options.items() if value is not None},
    }
