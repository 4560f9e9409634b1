"""Serve the site: one address to open, and on a new site the link that makes its owner."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import DatabaseError
from gunicorn.workers.base import Worker

from accounts.links import owner_link
from blog.management.server import PortUnusable, Server, let_go_of_databases, listen


class Command(BaseCommand):
    help = "Serve the site with gunicorn on 127.0.0.1:$PORT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="Run `prepare` first, in half the time.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            door = listen(settings.PORT)
        except PortUnusable as error:
            raise CommandError(str(error)) from error
        if options["prepare"]:
            call_command("prepare")
            let_go_of_databases()
        Server(bind=f"fd://{door}", post_worker_init=self.announce).run()

    def announce(self, worker: Worker) -> None:
        """Say where the site is, once its first worker answers."""
        if worker.age > 1:
            return
        self.stdout.write(f"The site is at {settings.SITE_ORIGIN}/  (port {settings.PORT}; Ctrl+C ends it)")
        try:
            link = owner_link(settings.SITE_ORIGIN)
        except DatabaseError:
            self.stderr.write("The database is not ready: end this, and run `manage.py prepare`.")
            return
        if link:
            self.stdout.write(f"Make yourself its owner, with a link that works once: {link}")
        self.stdout.flush()
