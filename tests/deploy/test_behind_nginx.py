"""The shipped nginx file, run: what passes through it, and that slow clients keep nobody else waiting."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

import pytest

from benchmarks.speed import proxy
from benchmarks.speed.pages import HOST
from benchmarks.speed.servers import free_port, nginx, until_open
from tests.evidence.certificates import make_authority
from tests.faults.author import FORM, TOKEN
from tests.faults.site import Site

pytestmark = [pytest.mark.full, pytest.mark.one_engine]

HASHED, PLAIN = "site.0123456789ab.css", "site.css"
SLOW, PATIENT, SECONDS, LEAST = 200, 1.0, 2.0, 20
FILL = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from blog.publishing import posts, release
from blog.publishing.text import PostText
from tests.media.images import make_image

then = timezone.now() - timedelta(minutes=1)
image = make_image()
post = posts.save(None, PostText(title="Shown", body="![Slips](media:%s)" % image.key), by=None, now=then)
release.publish(post, by=None, now=then)
User.objects.create_user("mei@example.org", "correct horse", role="editor", name="Mei")
print(json.dumps(image.get_absolute_url()))
"""
SIGNED_IN_FROM = """
from accounts.models import AuditEntry
print(json.dumps(list(AuditEntry.objects.filter(action="signed in").values_list("address", flat=True))))
"""


UNVERIFIED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""The certificate is the test's own."""
UNVERIFIED.check_hostname, UNVERIFIED.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class Door:
    """The shipped nginx before a served site: `tls` and `plain` are its ports."""

    site: Site
    tls: int
    plain: int
    image: str

    def ask(self, path: str, typed: dict[str, str] | None = None, source: str = "", **headers: str) -> Answer:
        """GET, or POST what is typed into a form of ours; from another address of this machine."""
        come_from = (source, 0) if source else None
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.tls, timeout=30, source_address=come_from, context=UNVERIFIED
        )
        headers = {"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if typed is not None:
            headers |= {"Content-Type": FORM, "Cookie": f"__Host-csrf={TOKEN}", "Origin": f"https://{HOST}"}
            typed = {**typed, "csrfmiddlewaretoken": TOKEN}
        connection.request("POST" if typed else "GET", path, urlencode(typed or {}) or None, headers)
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found


@pytest.fixture(scope="module")
def door(new_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("door")
    folder.chmod(0o755)
    static = folder / "static"
    static.mkdir()
    for name in (HASHED, PLAIN):
        (static / name).write_text("p { color: red }")
        (static / f"{name}.gz").write_bytes(b"compressed before")
    site = new_site.copy(folder / "data", "")
    site.env |= {"SITE_ORIGIN": f"https://{HOST}", "TRUSTED_PROXIES": "127.0.0.1"}
    tls, plain = free_port(), free_port()
    make_authority(folder, HOST)
    image = str(site.ask(FILL))
    content = proxy.placed(folder, tls=tls, plain=plain, site=site.port, static=static)
    # Two hundred slow clients come one by one: the first must be let stay until the last is there.
    content = content.replace("client_header_timeout 15s", "client_header_timeout 120s")
    site.open(
        *("-m", "gunicorn", "-c", "config/gunicorn.conf.py"),
        *("-b", f"127.0.0.1:{site.port}", "config.wsgi:application"),
    )
    with nginx(folder / "nginx", tls, content):
        until_open(site.port)
        yield Door(site, tls, plain, image)
    site.end()


def test_pages_and_images_come_through_with_what_the_site_says_of_them(door: Door) -> None:
    page, image = door.ask("/posts/shown/"), door.ask(door.image)

    assert (page.status, image.status) == (200, 200)
    assert b"Shown" in page.body
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert image.headers["Content-Type"] == "image/png"
    assert image.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert door.ask("/posts/shown/", If_None_Match=page.headers["ETag"]).status == 304
    assert door.ask("/nothing/").status == 404


def test_static_files_are_sent_as_they_were_compressed(door: Door) -> None:
    hashed = door.ask(f"/static/{HASHED}", Accept_Encoding="gzip")
    plain = door.ask(f"/static/{PLAIN}")

    assert (hashed.status, hashed.body, hashed.headers["Content-Encoding"]) == (
        200,
        b"compressed before",
        "gzip",
    )
    assert hashed.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert (plain.body, plain.headers["Cache-Control"]) == (b"p { color: red }", "no-cache")
    assert plain.headers["Content-Type"] == "text/css"
    assert door.ask("/static/../data/site.sqlite3").status in {400, 404}


def test_without_tls_one_is_led_to_it(door: Door) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", door.plain, timeout=30)
    connection.request("GET", "/posts/shown/?a=b", headers={"Host": HOST})
    answer = connection.getresponse()

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/posts/shown/?a=b")
    connection.close()


def test_the_site_knows_where_a_client_comes_from_and_believes_nothing_it_says(door: Door) -> None:
    typed = {"login": "mei@example.org", "password": "correct horse"}

    answer = door.ask("/accounts/login/", typed, source="127.0.0.2", X_Forwarded_For="203.0.113.9")

    assert answer.status == 302
    assert door.site.ask(SIGNED_IN_FROM) == ["127.0.0.2"]


def test_who_tries_to_sign_in_too_often_is_turned_away_and_may_read_on(door: Door) -> None:
    """One more is let in every two seconds, so on a busy machine some more are."""
    tries: list[int] = []
    while 429 not in tries and len(tries) < 100:
        tries.append(door.ask("/accounts/login/", {"login": ""}, source="127.0.0.3").status)

    assert (set(tries[:15]), tries[-1]) == ({200}, 429)
    assert door.ask("/accounts/login/", source="127.0.0.3").status == 200
    assert door.ask("/accounts/login/", {"login": ""}, source="127.0.0.4").status == 200


def test_two_hundred_slow_clients_keep_nobody_waiting(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    door.ask("/")
    stop = threading.Event()
    with ExitStack() as stack:
        slow = [stack.enter_context(slow_client(door.tls)) for _client in range(SLOW)]
        dripping = threading.Thread(target=drip, args=(slow, stop))
        dripping.start()
        end, took = time.monotonic() + SECONDS, list[float]()
        while time.monotonic() < end or len(took) < LEAST:
            took.append(reading(door))
        stop.set()
        dripping.join()
        open_still = sum(is_open(client) for client in slow)

    usual, p95 = median(took), sorted(took)[int(len(took) * 0.95)]
    with capsys.disabled():
        told = f"median {1000 * usual:.0f}, p95 {1000 * p95:.0f} ms"
        print(f"\n{SLOW} slow clients, {open_still} of them there to the end: {told}")
    assert open_still == SLOW
    assert usual < PATIENT, "where slow clients hold the site, it is every answer that is late"


KINDS = (
    f"GET /posts/shown/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: {'x' * 4000}",
    f"POST /accounts/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 4000\r\n\r\n{'x' * 3900}",
)
"""What is sent a byte at a time, and is not whole before the test ends: a head, and a body."""


def slow_client(port: int) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", port), timeout=30)
    return UNVERIFIED.wrap_socket(plain, server_hostname=HOST)


def drip(clients: list[ssl.SSLSocket], stop: threading.Event) -> None:
    """One byte of each, again and again; every third has asked and does not read."""
    for client in clients[::3]:
        client.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    sent = 0
    while not stop.wait(0.1):
        for number, client in enumerate(clients):
            if number % 3:
                client.sendall(KINDS[number % 3 - 1][sent].encode())
        sent += 1


def reading(door: Door) -> float:
    began = time.perf_counter()
    assert door.ask("/posts/shown/").status == 200
    return time.perf_counter() - began


def is_open(client: ssl.SSLSocket) -> bool:
    client.setblocking(False)
    try:
        return client.recv(1) != b""
    except (ssl.SSLWantReadError, BlockingIOError):
        return True
