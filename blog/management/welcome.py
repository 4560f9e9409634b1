"""What `manage.py serve` says when the site answers."""

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.db import DatabaseError
from gunicorn.workers.base import Worker

from accounts.links import owner_link


class Welcome:
    """Says where the site is, and on a new one how to own it. To be called by each of gunicorn's workers."""

    def __init__(self, stdout: OutputWrapper, stderr: OutputWrapper) -> None:
        self.stdout, self.stderr = stdout, stderr

    def __call__(self, worker: Worker) -> None:
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
