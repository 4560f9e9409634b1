#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError

UNDEFINED = ("42P01", "42703")
"""PostgreSQL's codes for a table and a column that are not there."""


def main() -> None:
    """Run the command; settings or a database that cannot be used are one line on stderr, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"The settings cannot be used. {error}")
    except DatabaseError as error:
        told = _told(error)
        if not told or "--traceback" in sys.argv:
            raise
        sys.exit(told)


def _told(error: DatabaseError) -> str:
    """What to tell of a database that is away, or that no release has prepared; "" of a fault of ours."""
    said = str(error).partition("\n")[0]
    if said.startswith("no such ") or getattr(error.__cause__, "sqlstate", None) in UNDEFINED:
        return f"DATABASE_URL: the database is not ready: {said}. Bring it to this release: manage.py prepare"
    return f"DATABASE_URL: the database cannot be used. {said}" if isinstance(error, OperationalError) else ""


if __name__ == "__main__":
    main()
