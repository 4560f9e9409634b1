"""Static files as readers get them: compressed, and named by their content, so they may be kept for ever."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("css/site.css", "css/desk.css")
"""Sheets that are served with what they import in its place."""
_IMPORT = re.compile(r'^@import "(?P<name>[^"]+)";\n', re.MULTILINE)
_COMMENT = re.compile(r" ?/\*.*?\*/", re.DOTALL)

type Sources = dict[str, tuple[Storage, str]]
"""By the name a file is served under: the storage it comes from, and its name there."""


class HashedStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True  # `import "./menu.js"` must name the hashed file too

    def post_process(self, paths: Sources, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        memory = InMemoryStorage()
        for sheet in SHEETS if not dry_run else ():
            if sheet in paths:
                memory.save(sheet, ContentFile(joined(sheet, paths)))
                paths = {**paths, sheet: (memory, sheet)}
        yield from super().post_process(paths, dry_run, **options)


def joined(sheet: str, paths: Sources) -> str:
    """The style sheet with what it imports in its place, one request instead of many; and without comments.

    The imported files must name others (`url(…)`) as from the sheet's own folder.
    """

    def words(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            content: bytes = file.read()
        return content.decode()

    folder = PurePosixPath(sheet).parent
    whole = _IMPORT.sub(lambda found: words(str(folder / found["name"])), words(sheet))
    return _COMMENT.sub("", whole)
