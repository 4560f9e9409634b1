"""Work that no visitor waits for. A task is small, and does no harm when a killed worker's is run again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model, QuerySet
from django.tasks import task
from django.utils import timezone

from blog import backup, caching, search
from blog.media import making
from blog.models import Image, Page, Post
from blog.publishing import checking, files, history, library, posts
from blog.rendering import RENDERER_VERSION
from blog.tasks import queue

A_DAY_LESS_SOME = timedelta(hours=20)


@task
def back_up() -> None:
    """A backup at an owner's wish, which nothing but an owner removes."""
    backup.make(settings.BACKUP_DIR, now=timezone.now())


@task
def back_up_daily() -> None:
    """The day's backup, once, where any are kept. One that a fast clock dated ahead holds up none."""
    now = timezone.now()
    made = [now - one.at for one in backup.existing(settings.BACKUP_DIR) if one.is_daily]
    if settings.BACKUPS_KEPT and not any(timedelta() <= ago < A_DAY_LESS_SOME for ago in made):
        backup.make(settings.BACKUP_DIR, now=now, daily=True)


@task
def tidy() -> None:
    """Remove what has had its time: tasks, sessions, uploads a kill cut short, drafts’ old revisions.

    And have search find as soon as before the day’s saves.
    """
    call_command("ox_prune", older_than="7d", verbosity=0)
    call_command("ox_prune", older_than="90d", include_failed=True, verbosity=0)
    call_command("clearsessions")
    yesterday = timezone.now() - timedelta(days=1)
    alive = Session.objects.values("session_key")
    UserSession.objects.filter(last_seen_at__lt=yesterday).exclude(session_key__in=alive).delete()
    files.sweep(Path(settings.MEDIA_ROOT), before=yesterday)
    history.prune(timezone.now())
    search.settle()


RERENDER: dict[type[Model], Callable[[Any], None]] = {Post: posts.rerender, Page: library.rerender_page}
SLICE = 20


@task
def rerender(name: str, after: int = 0) -> None:
    """Render some rows of the model `name` anew, beyond the key `after`; the next ones are the next task's.

    What cannot be rendered today is passed by, and comes up again at the next start.
    """
    model = apps.get_model("blog", name)
    some = outdated(model).filter(pk__gt=after).order_by("pk")[:SLICE]
    for row in some:
        RERENDER[model](row)
    if some:
        with transaction.atomic():
            caching.next_generation(timezone.now())
            rerender.enqueue(name, some[len(some) - 1].pk)


@task
def make_renditions(number: int) -> None:
    """Make an image in the narrowest width that is missing; the next one is the next task's.

    Run again after a kill, it makes what is missing then. An image whose file is gone stays as it is.
    """
    image = Image.objects.filter(pk=number).first()
    if image is None or not (image.folder / image.file).exists():
        return
    for width in making.missing(image)[:1]:
        if made := list(making.make(image, width)):
            with transaction.atomic():
                files.add_renditions(image, made, now=timezone.now())
                make_renditions.enqueue(number)


@task
def check_again() -> None:
    """Compare some quotations that were compared by other rules; the next ones are the next task's."""
    if some := checking.outdated()[:SLICE]:
        checking.compare_outdated(some, now=timezone.now())
        check_again.enqueue()


def check_outdated() -> None:
    """Have the worker compare by today's rules what was compared by others, if it is not at it."""
    if checking.outdated().exists() and not queue.has_unfinished(check_again.module_path):
        check_again.enqueue()


@task
def make_findable() -> None:
    """Have some rows found that are not yet, or by other rules; the next ones are the next task's."""
    if search.catch_up():
        make_findable.enqueue()


def make_all_findable() -> None:
    """Have the worker do so with every row that is not found by today's rules, if it is not at it."""
    if search.lags() and not queue.has_unfinished(make_findable.module_path):
        make_findable.enqueue()


def outdated(model: type[Model]) -> QuerySet[Any]:
    """The rows that another release rendered."""
    return model._default_manager.exclude(renderer_version=RENDERER_VERSION)


def rerender_outdated() -> None:
    """Have the worker render them, if it is not at it. Meanwhile readers see them as they were."""
    for model in RERENDER:
        name = str(model._meta.model_name)
        if outdated(model).exists() and not queue.has_unfinished(rerender.module_path, args__0=name):
            rerender.enqueue(name)
