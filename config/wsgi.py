"""What gunicorn serves: Django's handler, behind the pages it has made already."""

import os
from functools import lru_cache

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_handler = get_wsgi_application()

from django.conf import settings  # noqa: E402 - and the others: they need what Django has set up
from django.db import connection  # noqa: E402
from django.http.request import split_domain_port, validate_host  # noqa: E402
from django.utils.autoreload import file_changed  # noqa: E402

from blog.page_cache import PageCache  # noqa: E402
from blog.page_cache.generation import reader  # noqa: E402
from blog.views.door import read_at  # noqa: E402


@lru_cache(256)
def is_ours(host: str) -> bool:
    """Whether we answer to this Host header, as `HttpRequest.get_host` decides it."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


application = PageCache(
    django_handler,
    generation=reader(connection.settings_dict),
    reads=read_at,
    is_ours=is_ours,
    host=settings.SITE_ORIGIN.partition("://")[2],
    passes=settings.SESSION_COOKIE_NAME,
    limit=settings.PAGES_IN_MEMORY * 1024 * 1024,
    tells=settings.DEBUG,
)


def forget(**_changed: object) -> None:
    """`runserver` reads a changed template anew without starting again."""
    application.clear()


file_changed.connect(forget)
