"""What no other account on the machine may read: the folder of the site's data, and its secret."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def private_folder(folder: Path) -> Path:
    """`folder`, made (mode 0700) if it does not exist. Raises ImproperlyConfigured if it cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR: {folder} cannot be made ({error.strerror}).") from error
    return folder


def secret_from(file: Path) -> str:
    """The secret in `file`, which is made (mode 0600) if it does not exist.

    Any number of processes may ask at once: a finished file is linked to its name, so one of them wins
    and all of them read the same, whole secret. Raises ImproperlyConfigured if it cannot be read or made.
    """
    try:
        if not file.exists():
            _make(file)
        secret = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not text"
        raise ImproperlyConfigured(
            f"SECRET_KEY_FILE: {file} can be neither read nor made ({reason})."
        ) from error
    if not secret:
        raise ImproperlyConfigured(f"SECRET_KEY_FILE: {file} is empty. Delete it, and a new one is made.")
    return secret


def _make(file: Path) -> None:
    draft = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            return
    finally:
        draft.unlink()
