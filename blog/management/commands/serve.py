"""Serve the site: one address to open, and on a new site the link that makes its owner."""

import gc
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from blog.management.place import AlreadyServed, Place
from blog.management.processes import Child
from blog.management.server import PortUnusable, Server, let_go_of_databases, rehearse
from blog.management.supervisor import End, Supervisor
from blog.management.welcome import Welcome
from blog.tasks.worker import work

MANAGE = str(settings.BASE_DIR / "manage.py")


class Command(BaseCommand):
    help = "Serve the site with gunicorn on 127.0.0.1:$PORT, and do its background work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="Run `prepare` first, in half the time.")

    def handle(self, *args: Any, **options: Any) -> None:
        place = self.take_place()
        if options["prepare"]:
            call_command("prepare")
        welcome = Welcome(self.stdout, self.stderr)
        server = Server(bind=f"fd://{place.door}", post_worker_init=welcome)
        rehearse(server.load().handler)  # here, for both of its children
        let_go_of_databases()
        gc.freeze()  # what is loaded stays: collecting it would only copy the pages that the children share
        end = Supervisor(
            Child(server.run, not_its=(place.lock,)),
            Child(work, not_its=(place.lock, place.door)),
            is_sound=self.next_is_sound,
            warn=self.stderr.write,
        ).run()
        if end is End.RENEWAL:
            place.hand_on(MANAGE, "serve", "--prepare")
        sys.exit(end is End.BROKEN)

    def take_place(self) -> Place:
        try:
            return Place.take(settings.PORT, settings.DATA_DIR)
        except (PortUnusable, AlreadyServed) as error:
            raise CommandError(str(error)) from error

    def next_is_sound(self) -> bool:
        """Whether `manage.py` would start: what is on the disk now may be another release."""
        command = [sys.executable, MANAGE, "check"]
        check = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603
        if check.returncode:
            self.stderr.write("The site was not restarted: see above. It runs on as it was.")
        return check.returncode == 0
