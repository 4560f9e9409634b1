"""The file of a backup: a tar that anyone can open, with a last line that proves it whole.

It holds the database, the uploads and, at the end, manifest.json, which lists them with sizes and SHA-256.
The last line follows the tar, where `tar` does not look:

    rejoinder-backup 0001 <where the manifest begins> <SHA-256 of every byte before this digest>

A reader trusts nothing in between: from the manifest it works out what every other byte of the tar must be,
and refuses a file that differs in one. So no tar is ever interpreted, and a hostile one has nothing to say
it with: no link, no device, no path out of its folder.
"""

import hashlib
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from blog.backup import manifest as manifests
from blog.backup.manifest import FORMAT, BackupError, Damaged, Entry, Manifest, TooNew

MANIFEST = "manifest.json"
LONGEST_MANIFEST = 64 * 1024 * 1024  # some 300,000 uploads
CHUNK = 1024 * 1024
END_OF_TAR = bytes(2 * tarfile.BLOCKSIZE)
LAST_LINE = re.compile(rb"rejoinder-backup (\d{4}) (\d{20}) ([0-9a-f]{64})\n")
LENGTH_OF_LAST_LINE = 108
DIGEST_AND_NEWLINE = 65


class Writer:
    """Writes an archive to `file`, from its first byte to its last."""

    def __init__(self, file: IO[bytes], manifest: Manifest) -> None:
        self.file, self.manifest = file, manifest
        self.entries: list[Entry] = []
        self.whole = hashlib.sha256()
        self.position = 0

    def add(self, name: str, stream: IO[bytes]) -> None:
        """Add what `stream` holds now. Raises BackupError if it shrinks meanwhile, or its name is unfit."""
        if not manifests.is_fit(name):
            raise BackupError(_("%(name)s cannot be kept under this name.") % {"name": ascii(name)})
        size = os.fstat(stream.fileno()).st_size
        self._write(header(name, size, self.manifest.at))
        begins, content = self.position, hashlib.sha256()
        for chunk in chunks(stream, size):
            content.update(chunk)
            self._write(chunk)
        if self.position != begins + size:
            raise BackupError(_("“%(name)s” shrank while it was copied. Try again.") % {"name": name})
        self._write(padding(size))
        self.entries.append(Entry(name, size, content.hexdigest()))

    def finish(self) -> None:
        """Add the manifest and the last line."""
        begins, raw = self.position, replace(self.manifest, files=tuple(self.entries)).as_json()
        if len(raw) > LONGEST_MANIFEST:
            raise BackupError(_("There are more uploads than one backup holds."))
        self._write(ending(begins, raw, self.manifest.at))
        self.file.write(f"{self.whole.hexdigest()}\n".encode())

    def _write(self, raw: bytes) -> None:
        self.file.write(raw)
        self.whole.update(raw)
        self.position += len(raw)


class Archive:
    """An archive open for reading, of which nothing is to be believed before `check` has come back."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the manifest. Raises Damaged, or TooNew for a form of file that came later."""
        self.file = file
        self.begins, self.digest = last_line(file)
        self.raw = self._raw_manifest()
        self.manifest = manifests.read(self.raw)
        self.places: dict[str, int] = {}
        self.whole = hashlib.sha256()

    def check(self) -> None:
        """Compare every byte with what it must be, in one pass. Raises Damaged."""
        self.file.seek(0)
        for entry in self.manifest.files:
            if self.file.tell() >= self.begins:
                break
            self._expect(header(entry.name, entry.size, self.manifest.at))
            self.places[entry.name] = self.file.tell()
            self._check_content(entry)
            self._expect(padding(entry.size))
        if self.file.tell() != self.begins or len(self.places) != len(self.manifest.files):
            raise Damaged(_("its manifest is not where it should be"))
        self._expect(ending(self.begins, self.raw, self.manifest.at))
        if self.whole.hexdigest() != self.digest or len(self.file.read()) != DIGEST_AND_NEWLINE:
            raise Damaged(_("its last line does not fit the rest"))

    def copy(self, entry: Entry, target: IO[bytes]) -> None:
        """Write the content of `entry` to `target`, proven once more on the way. Raises Damaged."""
        self.file.seek(self.places[entry.name])
        content = hashlib.sha256()
        for chunk in chunks(self.file, entry.size):
            content.update(chunk)
            target.write(chunk)
        if content.hexdigest() != entry.sha256:
            raise Damaged(_("“%(name)s” in it has changed") % {"name": entry.name})

    def _raw_manifest(self) -> bytes:
        self.file.seek(self.begins)
        try:
            info = tarfile.TarInfo.frombuf(self.file.read(tarfile.BLOCKSIZE), "utf-8", "strict")
        except (tarfile.HeaderError, ValueError) as error:
            raise Damaged(_("it has no manifest")) from error
        if info.name != MANIFEST or not 0 < info.size <= LONGEST_MANIFEST:
            raise Damaged(_("it has no manifest"))
        return self.file.read(info.size)

    def _expect(self, wanted: bytes) -> None:
        if self.file.read(len(wanted)) != wanted:
            raise Damaged(_("it is not as its manifest says"))
        self.whole.update(wanted)

    def _check_content(self, entry: Entry) -> None:
        content = hashlib.sha256()
        for chunk in chunks(self.file, entry.size):
            content.update(chunk)
            self.whole.update(chunk)
        if content.hexdigest() != entry.sha256:
            raise Damaged(_("“%(name)s” in it has changed") % {"name": entry.name})


@contextmanager
def proven(path: Path) -> Iterator[Archive]:
    """The archive at `path`, every byte of it checked. Raises BackupError."""
    try:
        file = path.open("rb")
    except OSError as error:
        told = {"path": path, "why": error.strerror}
        raise BackupError(_("%(path)s cannot be read: %(why)s.") % told) from error
    with file:
        archive = Archive(file)
        archive.check()
        yield archive


def last_line(file: IO[bytes]) -> tuple[int, str]:
    """Where the manifest begins, and the digest. Reads no more than the line. Raises Damaged or TooNew."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - LENGTH_OF_LAST_LINE, 0))
    found = LAST_LINE.fullmatch(file.read(LENGTH_OF_LAST_LINE))
    if not found:
        raise Damaged(_("its last line is missing"))
    if int(found[1]) > FORMAT:
        raise TooNew(_("the form %(number)d") % {"number": int(found[1])})
    begins = int(found[2])
    if begins >= size:
        raise Damaged(_("its manifest is not where it should be"))
    return begins, found[3].decode()


def header(name: str, size: int, at: datetime) -> bytes:
    """What stands in the tar before a file: the same bytes whoever makes it."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(at.timestamp()), 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def ending(begins: int, raw: bytes, at: datetime) -> bytes:
    """All that follows the last upload, but for the digest: manifest, end of the tar, last line."""
    line = f"rejoinder-backup {FORMAT:04} {begins:020} ".encode()
    return header(MANIFEST, len(raw), at) + raw + padding(len(raw)) + END_OF_TAR + line


def chunks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """The next `size` bytes in handy pieces; fewer, if there are no more."""
    while size > 0 and (chunk := stream.read(min(size, CHUNK))):
        size -= len(chunk)
        yield chunk
