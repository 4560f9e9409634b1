"""`manage.py verify_quote --source FILE --quote FILE`: whether the words stand in the source, as JSON."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.evidence.verbatim import check


class Command(BaseCommand):
    help = "Check a quotation against the text of its source, and print the verdict as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", required=True, help="a text file, or - for standard input")
        parser.add_argument("--quote", required=True, help="a text file, or - for standard input")
        parser.add_argument("--chosen", type=int, help="the start of the passage meant, of several")

    def handle(self, *args: Any, source: str, quote: str, chosen: int | None, **options: Any) -> None:
        if source == quote == "-":
            raise CommandError("Only one of --source and --quote can be read from standard input.")
        finding = check(_text(quote), _text(source), chosen=chosen)
        self.stdout.write(json.dumps(_as_data(asdict(finding)), ensure_ascii=False, indent=2))


def _as_data(finding: dict[str, Any]) -> dict[str, Any]:
    return finding | {"passages": [passage._asdict() for passage in finding["passages"]]}


def _text(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{file} is not in UTF-8: byte {error.start + 1} is no part of a character. "
            f"Save it as UTF-8 and try again."
        ) from error
