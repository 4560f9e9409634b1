"""The site's own settings in a room of their own: nothing from the developer's `.env` or `data/`."""

import os
import tempfile

_room = tempfile.TemporaryDirectory(prefix="rejoinder-tests-")
for _name in (
    "ALLOWED_HOSTS",
    "BACKUPS_KEPT",
    "BACKUP_DIR",
    "DEBUG",
    "EMAIL_URL",
    "FETCH_SOURCES",
    "MAIL_FROM",
    "PORT",
    "SECOND_FACTOR_FOR",
    "SECRET_KEY_FILE",
    "SITE_ORIGIN",
    "TRUSTED_PROXIES",
):
    os.environ[_name] = ""
os.environ.update(DATA_DIR=_room.name, SECRET_KEY="a secret that only the tests know, long enough to pass")
os.environ.setdefault("DATABASE_URL", "")

from config.settings import *  # noqa: E402, F403  # after the room is set up
from config.settings import CACHES, DATA_DIR, DATABASES, PLAIN_STORAGE, STORAGES  # noqa: E402

STORAGES = STORAGES | {"staticfiles": {"BACKEND": PLAIN_STORAGE}}  # no collectstatic before a test
CACHES = CACHES | {"previews": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # ids come again
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; argon2 is tested by name

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as a site has it: threads of a live server wait for each other as they would there.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
