"""A site in one file: made while it is written to, proven whole, brought back elsewhere.

`make` puts a copy of database and uploads into a folder; `existing` and `last_good` say what lies there;
`verify` proves a file from any place; `restore` brings it back where nothing is yet. What goes wrong is a
`BackupError` whose message says what to do. Decision 16 says why the file is as it is.
"""

from blog.backup.folder import Backup, existing, last_good, make
from blog.backup.manifest import BackupError, Damaged, Manifest, TooNew
from blog.backup.restoring import NotEmpty, restore, verify

__all__ = [
    "Backup",
    "BackupError",
    "Damaged",
    "Manifest",
    "NotEmpty",
    "TooNew",
    "existing",
    "last_good",
    "make",
    "restore",
    "verify",
]
