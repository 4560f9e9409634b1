"""The owner's page about what works behind the site: its worker, its queue, its backups, its room."""

import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_ox import actions
from django_ox.models import OxSchedule, OxTask

from accounts.lists import writer
from accounts.models import Action, record
from blog import backup, tasks
from blog.tasks import queue

BACKUPS_SHOWN = 10

for _model in (OxTask, OxSchedule):
    admin.site.unregister(_model)  # the queue is shown here


def urls(desk: admin.AdminSite) -> list[URLPattern]:
    views: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
        "system": ("system/", require_safe(system)),
        "system_back_up": ("system/back-up/", require_POST(back_up)),
        "system_retry": ("system/tasks/<uuid:task>/retry/", require_POST(retry)),
        "system_dismiss": ("system/tasks/<uuid:task>/dismiss/", require_POST(dismiss)),
    }
    return [
        path(route, desk.admin_view(_for_owners(view)), name=name) for name, (route, view) in views.items()
    ]


def system(request: HttpRequest) -> HttpResponse:
    found = {
        "title": _("System"),
        "worker": queue.health(timezone.now()),
        "counts": queue.counts(),
        "unfinished": queue.unfinished(),
        "failed": queue.failed(),
        "backups": backup.existing(settings.BACKUP_DIR)[:BACKUPS_SHOWN],
        "folder": settings.BACKUP_DIR,
        "release": settings.RELEASE,
        "database": connection.display_name,
        "database_size": _database_size(),
        "free": shutil.disk_usage(settings.DATA_DIR).free,
        "data": settings.DATA_DIR,
    }
    return render(request, "admin/system.html", admin.site.each_context(request) | found)


def back_up(request: HttpRequest) -> HttpResponse:
    if queue.has_unfinished(tasks.back_up.module_path):
        messages.info(request, _("A backup is waiting or being made already."))
    else:
        with transaction.atomic():
            tasks.back_up.enqueue()
            by, now = writer(request), timezone.now()
            record(Action.BACKED_UP, by=by, about=_("the site"), detail=_("asked for"), now=now)
        messages.success(request, _("A backup will be made as soon as the worker gets to it."))
    return redirect("admin:system")


def retry(request: HttpRequest, task: UUID) -> HttpResponse:
    if actions.retry(task):
        messages.success(request, _("It will be tried again."))
    else:
        messages.warning(request, _("It was no longer among the failed ones."))
    return redirect("admin:system")


def dismiss(request: HttpRequest, task: UUID) -> HttpResponse:
    if actions.discard(task):
        messages.success(request, _("It is dismissed: nothing will come of it."))
    else:
        messages.warning(request, _("It was no longer there to dismiss."))
    return redirect("admin:system")


def _for_owners(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not writer(request).is_owner:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return enter


def _database_size() -> int:
    """Bytes, with what SQLite has not yet written into the file itself."""
    if connection.vendor == "sqlite":
        file = str(connection.settings_dict["NAME"])
        return sum(part.stat().st_size for part in (Path(file), Path(f"{file}-wal")) if part.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
