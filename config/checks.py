"""Mistakes in the settings, each with what to write instead. Errors stop the site from starting."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from accounts import mail
from config.environment import Network

SHORTEST_SECRET = 32


@register(Tags.security)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Everything wrong with what the operator set, worst first."""
    found = [*_unsafe(), *_hosts(), *_folders(), *_backups(), *_incomplete()]
    return sorted(found, key=lambda message: -message.level)


def _unsafe() -> Iterator[CheckMessage]:
    """What must never face the world. On a loopback origin nobody else is there."""
    if settings.ORIGIN.is_loopback:
        return
    if settings.DEBUG:
        yield Error(
            "DEBUG is on at a public address: error pages would show the site's insides to anyone.",
            hint="Remove DEBUG from the environment and from .env.",
            id="config.E001",
        )
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or settings.SECRET_KEY.startswith("django-insecure"):
        yield Error(
            f"SECRET_KEY is a placeholder or shorter than {SHORTEST_SECRET} characters.",
            hint="Remove it, and a good one is made and kept in DATA_DIR.",
            id="config.E002",
        )
    if not settings.ORIGIN.is_secure:
        yield checks.Warning(
            "SITE_ORIGIN begins with http://: passwords and sessions cross the network in the clear.",
            hint="Put a proxy with a certificate in front, and write https:// in SITE_ORIGIN.",
            id="config.W001",
        )


def _hosts() -> Iterator[CheckMessage]:
    if any(host in {"*", "."} for host in settings.ALLOWED_HOSTS):
        yield Error(
            "ALLOWED_HOSTS lets any name in: a forged Host header could poison links and caches.",
            hint="Write the site's names, or remove it: SITE_ORIGIN's name is always allowed then.",
            id="config.E003",
        )
    elif not _allows(settings.ORIGIN.bracketed_host):
        yield Error(
            "ALLOWED_HOSTS leaves out the name in SITE_ORIGIN: every visit would be answered 400.",
            hint=f"Add {settings.ORIGIN.bracketed_host} to ALLOWED_HOSTS.",
            id="config.E004",
        )
    if _trusts_everyone(settings.TRUSTED_PROXIES):
        yield Error(
            "TRUSTED_PROXIES trusts every address: anyone could choose the address they seem to come from.",
            hint="Write the proxy's own address, such as 127.0.0.1.",
            id="config.E005",
        )


def _folders() -> Iterator[CheckMessage]:
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        yield Error(
            f"DATA_DIR ({settings.DATA_DIR}) is not writable: nothing could be saved.",
            hint="Give the folder to the account the site runs as, or set DATA_DIR to one of its own.",
            id="config.E006",
        )
    elif settings.DATA_DIR.stat().st_mode & stat.S_IRWXO:
        yield checks.Warning(
            f"Other accounts on this machine may look into {settings.DATA_DIR}: the database holds drafts.",
            hint=f"chmod o= {settings.DATA_DIR}",
            id="config.W006",
        )
    for name in (settings.SECRET_KEY_FILE, settings.BASE_DIR / ".env"):
        if _others_may_read(name):
            yield checks.Warning(
                f"Other accounts on this machine may read {name}, and sign in with what it says.",
                hint=f"chmod 600 {name}",
                id="config.W002",
            )


def _backups() -> Iterator[CheckMessage]:
    """Where copies go. The folder is made with the first of them."""
    folder = _nearest(settings.BACKUP_DIR)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield checks.Warning(
            f"BACKUP_DIR ({settings.BACKUP_DIR}) is not writable: there can be no backup.",
            hint="Give the folder to the account the site runs as, or set BACKUP_DIR to one of its own.",
            id="config.W007",
        )
    elif folder == settings.BACKUP_DIR and folder.stat().st_mode & stat.S_IRWXO:
        yield checks.Warning(
            f"Other accounts on this machine may look into {folder}: backups hold drafts.",
            hint=f"chmod o= {folder}",
            id="config.W008",
        )
    elif not settings.ORIGIN.is_loopback and _is_on_one_disk(folder, settings.DATA_DIR):
        yield checks.Info(
            "BACKUP_DIR is on the same disk as DATA_DIR: one failure would take both.",
            hint="Name a folder on another disk, or copy the backups to another machine.",
            id="config.I001",
        )


def _incomplete() -> Iterator[CheckMessage]:
    for name in settings.UNKNOWN_NAMES:
        yield checks.Warning(
            f".env sets {name}, which no setting reads.",
            hint="Is it misspelled? .env.example lists every name.",
            id="config.W003",
        )
    if settings.ORIGIN.is_loopback:
        return
    if settings.ORIGIN.is_secure and not settings.TRUSTED_PROXIES:
        yield checks.Warning(
            "TRUSTED_PROXIES is empty: all visitors seem to come from one address, the proxy's.",
            hint="Write the address of the proxy that ends TLS, such as 127.0.0.1.",
            id="config.W004",
        )
    if not mail.is_configured():
        yield checks.Warning(
            "EMAIL_URL is not set: mail is printed to the log instead of sent.",
            hint="EMAIL_URL=smtp+tls://user:password@mail.example:587",
            id="config.W005",
        )


def _allows(host: str) -> bool:
    return any(host == name or (name[:1] == "." and host.endswith(name)) for name in settings.ALLOWED_HOSTS)


def _trusts_everyone(proxies: Sequence[Network]) -> bool:
    return any(network.prefixlen == 0 for network in proxies)


def _nearest(folder: Path) -> Path:
    """`folder`, or of those above it the first that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _is_on_one_disk(folder: Path, other: Path) -> bool:
    return folder.stat().st_dev == other.stat().st_dev


def _others_may_read(file: Path) -> bool:
    try:
        return bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
