"""Files that are there whole or not at all, also after a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PARTIAL = ".partial"


@contextmanager
def written_whole(file: Path) -> Iterator[IO[bytes]]:
    """A stream (mode 0600) that takes the name `file` at the end, when all of it is on the disk.

    Until then it is called `file` + ".partial", which a killed process leaves behind for the next to replace.
    """
    draft = file.with_name(file.name + PARTIAL)
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            yield stream
        sync(draft)
        settle(draft, file)
    finally:
        draft.unlink(missing_ok=True)  # where it did not become the file


def settle(draft: Path, file: Path) -> None:
    """Give a finished `draft` its name, for good."""
    draft.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Have a file's bytes, or the names in a folder, on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
