"""gunicorn, started from a command: the same process, the same settings."""

import errno
import io
import runpy
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from blog.page_cache import Handler, PageCache

HOST = "127.0.0.1"


class PortUnusable(Exception):
    """Nothing can listen at this port; the message says why and which setting to change."""


class Server(BaseApplication):
    """gunicorn as config/gunicorn.conf.py has it, with some settings of our own."""

    def __init__(self, **own: Any) -> None:
        self.own = own
        super().__init__()

    def load_config(self) -> None:
        configured = runpy.run_path(str(settings.BASE_DIR / "config" / "gunicorn.conf.py"))
        for name, value in (configured | self.own).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> PageCache:
        return get_internal_wsgi_application()  # type: ignore[return-value]  # config.wsgi's


def listen(port: int) -> int:
    """The descriptor of a listening socket; gunicorn takes it over, so nobody takes the port in between."""
    try:
        return socket.create_server((HOST, port), backlog=2048).detach()
    except OSError as error:
        reasons = {errno.EADDRINUSE: "is taken", errno.EACCES: "is not open to this account"}
        reason = reasons.get(error.errno or 0, f"cannot be used ({error.strerror})")
        raise PortUnusable(f"Port {port} {reason}. Choose another with PORT: PORT=8001 make run") from error


def rehearse(handler: Handler) -> None:
    """Make the first page once, before the workers are forked off: they share what that takes to load."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "SERVER_NAME": HOST,
        "SERVER_PORT": str(settings.PORT),
        "HTTP_HOST": settings.SITE_ORIGIN.partition("://")[2],
        "wsgi.url_scheme": settings.ORIGIN.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    answer: Any = handler(environ, lambda _status, _headers: None)
    answer.close()


def let_go_of_databases() -> None:
    """Close every connection and pool: workers that are forked off must not share one."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):  # PostgreSQL's
            connection.close_pool()
