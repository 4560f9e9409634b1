"""`manage.py parse_transcript FILE|-`: what a raw text says as an exchange, as JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.transcripts import Parsed, Turn, bare_name, parse


class Command(BaseCommand):
    help = "Read a transcript and print its turns, speakers and source as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a text file, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        parsed = parse(raw.decode(errors="replace"))
        self.stdout.write(json.dumps(as_data(parsed), ensure_ascii=False, indent=2))


def as_data(parsed: Parsed) -> dict[str, Any]:
    """The shape that is promised: absent values are null, and without an offer there are no turns."""
    source = parsed.exchange.source if parsed.offered else None
    return {
        "offered": parsed.offered,
        "turns": [_turn(turn) for turn in parsed.exchange.turns] if parsed.offered else [],
        "source": source
        and {"title": source.title or None, "url": source.url or None, "date": source.date or None},
        "leftovers": list(parsed.leftovers),
    }


def _turn(turn: Turn) -> dict[str, str | None]:
    return {
        "kind": turn.kind,
        "label": turn.label,
        "speaker": bare_name(turn.label),
        "capacity": turn.capacity or None,
        "time": turn.time or None,
        "text": turn.text,
        "lang": turn.language or None,
    }
