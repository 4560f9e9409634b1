"""`manage.py add_post FILE|-`: an essay from a Markdown file."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from blog.models import SiteIdentity
from blog.transfer.document import BadDocument
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import ingest


class Command(BaseCommand):
    help = "Save an essay from a Markdown file (front matter optional); the same slug is the same essay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a Markdown file, or - for standard input")
        parser.add_argument("--publish", action="store_true", help="show it to readers at its date, or now")

    def handle(self, *args: Any, file: str, publish: bool, **options: Any) -> None:
        try:
            document = read_document(_read(file), SiteIdentity.current().tzinfo)
            done = ingest(document, publish=publish, now=timezone.now())
        except BadDocument as error:
            raise CommandError(f"{file}: {error}") from error
        except ValidationError as error:
            faults = [
                f"{field}: {message}"
                for field, messages in error.message_dict.items()
                for message in messages
            ]
            raise CommandError("\n".join([_("%(file)s was not saved.") % {"file": file}, *faults])) from error
        for note in done.notes:
            self.stderr.write(note)
        address = f"{settings.SITE_ORIGIN}{done.post.get_absolute_url()}"
        self.stdout.write(f"{done.post.get_state_display()}: {done.post.title} — {address}")


def _read(file: str) -> str:
    """The file's text. Raises CommandError, saying which byte is no UTF-8."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": error.strerror}
        ) from error
    except UnicodeDecodeError as error:
        said = {"file": file, "byte": error.start + 1}
        raise CommandError(_("%(file)s is not UTF-8 text: look at byte %(byte)d.") % said) from error
