"""This site and its references, each at a port of its own, as long as something is measured."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.site import ROOT
from benchmarks.speed.accounting import children
from benchmarks.speed.pages import HOST, Page

BOTH = 2
"""Children that `serve` has, gunicorn and the task worker; and the web workers of our settings."""
NGINX = """
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 2048; }}
http {{
	include /etc/nginx/mime.types;
	access_log off;
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	{content}
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, and which processes do the work."""

    origin: str
    workers: Callable[[], list[int]]


@contextmanager
def only(server: Server, worker: int) -> Iterator[None]:
    """Whoever connects to `server` within this comes to `worker`: the others are held still."""
    others = [other for other in server.workers() if other != worker]
    for other in others:
        os.kill(other, signal.SIGSTOP)
    try:
        yield
    finally:
        for other in others:
            os.kill(other, signal.SIGCONT)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@contextmanager
def process(*command: str, env: Mapping[str, str] | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that runs until the end of the block."""
    running = subprocess.Popen(  # noqa: S603 - our own
        command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(20)


def until_open(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def until_both(processes: Callable[[], list[int]], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while len(processes()) < BOTH:
        if time.monotonic() > end:
            raise TimeoutError("the second process never came")
        time.sleep(0.02)


@contextmanager
def gunicorn(application: str, **env: str) -> Iterator[Server]:
    """`application` with the settings of this site's gunicorn."""
    port = free_port()
    command = (sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py")
    with process(*command, "-b", f"127.0.0.1:{port}", application, env=env) as master:
        until_open(port)
        until_both(lambda: children(master.pid))
        yield Server(f"http://127.0.0.1:{port}", lambda: children(master.pid))


@contextmanager
def site(**env: str) -> Iterator[Server]:
    """`manage.py serve`. Its task worker is held still: it would draw 3,000 cards meanwhile."""
    port = free_port()
    with process(sys.executable, "manage.py", "serve", env={"PORT": str(port), **env}) as serving:
        until_open(port)
        until_both(lambda: web_workers(serving.pid))
        until_both(lambda: children(serving.pid))
        (worker,) = [child for child in children(serving.pid) if not children(child)]
        os.kill(worker, signal.SIGSTOP)
        try:
            yield Server(f"http://127.0.0.1:{port}", lambda: web_workers(serving.pid))
        finally:
            os.kill(worker, signal.SIGCONT)


def web_workers(serving: int) -> list[int]:
    """Those of `serve`'s child that has children."""
    return [worker for child in children(serving) for worker in children(child)]


def in_nginx(folder: Path, content: str) -> Path:
    """The file of an nginx that keeps all it writes in `folder`, with `content` in its `http` block."""
    folder.mkdir(mode=0o755)
    user = "user root;" if os.geteuid() == 0 else ""  # or it may not read what is ours
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, user=user, content=content))
    return file


@contextmanager
def nginx(folder: Path, port: int, content: str, scheme: str = "http") -> Iterator[Server]:
    file = in_nginx(folder, content)
    with process("nginx", "-p", str(folder), "-c", str(file), "-g", "daemon off;") as master:
        until_open(port)
        yield Server(f"{scheme}://127.0.0.1:{port}", lambda: children(master.pid))


@contextmanager
def static_nginx(folder: Path, pages: dict[str, Page]) -> Iterator[Server]:
    """The same bytes as files, with the same headers; at `/NAME` and the ending of what they are."""
    files, port = folder / "static", free_port()
    files.mkdir()
    locations = []
    for name, page in pages.items():
        (files / name).write_bytes(page.body)
        headers = "".join(
            f"add_header {field} {json.dumps(value)};"
            for field, value in page.headers
            if field.lower() not in {"content-length", "content-type", "etag", "last-modified"}
        )
        locations.append(
            f"location = /{page.file(name)} {{ alias {files}/{name}; types {{}}"
            f' default_type "{page.content_type}"; {headers} }}'
        )
    content = f"server {{ listen 127.0.0.1:{port}; server_name {HOST}; {' '.join(locations)} }}"
    with nginx(folder / "nginx-static", port, content) as server:
        yield server


def tell_pages(folder: Path, pages: dict[str, Page]) -> str:
    """A file for `BARE_PAGES`."""
    told = folder / f"{len(pages)}-pages.json"
    told.write_text(json.dumps({page.path: page.as_json() for page in pages.values()}))
    return str(told)


@contextmanager
def bare(folder: Path, pages: dict[str, Page]) -> Iterator[Server]:
    application = "benchmarks.speed.bare:application"
    with gunicorn(application, BARE_PAGES=tell_pages(folder, pages)) as server:
        yield server


@contextmanager
def whitenoise(folder: Path, pages: dict[str, Page]) -> Iterator[Server]:
    """The pages as files that it finds compressed, at the same addresses as nginx."""
    files = folder / "whitenoise"
    files.mkdir()
    for name, page in pages.items():
        if page.is_compressed:
            (files / page.file(name)).write_bytes(page.plain)
            (files / f"{page.file(name)}.br").write_bytes(page.body)
        else:
            (files / page.file(name)).write_bytes(page.body)
    with gunicorn("benchmarks.speed.files:application", FILES=str(files)) as server:
        yield server
