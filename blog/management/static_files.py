"""What state the static files' sources are in."""

import hashlib
import os

from django.contrib.staticfiles.finders import get_finders


def static_fingerprint() -> str:
    """Changes when any static file of ours or of an app is added, removed or written."""
    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    facts = sorted((path, os.stat(path).st_mtime_ns, os.stat(path).st_size) for path in sources)
    return hashlib.sha256(repr(facts).encode()).hexdigest()
