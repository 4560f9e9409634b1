#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError, ProgrammingError


def main() -> None:
    """Run the command; settings or a database that cannot be used are one line on stderr, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"The settings cannot be used. {error}")
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"DATABASE_URL: the database cannot be used. {_why(error)}")


def _why(error: DatabaseError) -> str:
    """The first line of what the database says; and of one that lacks a table, what would make it."""
    said = str(error).partition("\n")[0]
    lacks = isinstance(error, ProgrammingError) or said.startswith("no such ")
    return f"{said}. Bring it to this release: manage.py prepare" if lacks else said


if __name__ == "__main__":
    main()
