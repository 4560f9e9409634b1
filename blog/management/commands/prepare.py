"""Bring database and static files to this release, and give a new site something to look at."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from blog import tasks
from blog.catalogues import compile_changed
from blog.locking import alone_in
from blog.management.static_files import static_fingerprint
from blog.models import Generation


class Command(BaseCommand):
    help = "Migrate the database, collect static files, load sample content into a new local site."
    requires_system_checks = ()  # `serve` runs them

    def handle(self, *args: Any, **options: Any) -> None:
        with alone_in(settings.DATA_DIR):
            compile_changed()
            self.migrate()
            self.load_samples()
            tasks.rerender_outdated()
            tasks.check_outdated()
            tasks.make_all_findable()
        if not settings.DEBUG:
            with alone_in(settings.STATIC_ROOT):
                self.collect_static(settings.STATIC_ROOT / ".fingerprint")

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)

    def load_samples(self) -> None:
        """Only where nothing was ever written and nobody else can look."""
        is_new = not Generation.objects.filter(number__gt=0).exists() and not User.objects.exists()
        if is_new and settings.ORIGIN.is_loopback:
            self.stdout.write("Loading sample essays (`manage.py remove_samples` takes them away) ...")
            call_command("load_samples", verbosity=0)

    def collect_static(self, mark: Path) -> None:
        fingerprint = static_fingerprint()
        if not mark.exists() or mark.read_text() != fingerprint:
            self.stdout.write("Collecting static files ...")
            mark.unlink(missing_ok=True)
            call_command("collectstatic", interactive=False, verbosity=0)
            mark.write_text(fingerprint)
