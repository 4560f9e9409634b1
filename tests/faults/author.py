"""Someone who writes through the admin of a served site, over HTTP, while it may be killed."""

import http.client
import json
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from tests.admin.page import fields
from tests.faults.site import Site
from tests.media.hostile import picture

ADD = "/admin/blog/post/add/"
UPLOAD = "/admin/blog/image/upload/"
FORM = "application/x-www-form-urlencoded"
TOKEN = "t" * 32  # against forgery: the cookie and the form must say the same, whatever it is

SIGN_IN = """
from django.test import Client
from accounts.models import User
user = User.objects.create_user("{name}@example.org", "correct horse", role="owner", name="{name}")
client = Client()
client.force_login(user)
print(json.dumps(client.session.session_key))
"""


@dataclass
class Author:
    site: Site
    name: str
    saved: list[str] = field(default_factory=list)
    """The titles whose saving was acknowledged."""
    published: list[str] = field(default_factory=list)
    uploaded: list[str] = field(default_factory=list)
    """The keys of the images whose upload was acknowledged."""
    refused: list[int] = field(default_factory=list)
    """Every status that was neither a page nor a way to one."""

    def __post_init__(self) -> None:
        self.session = self.site.ask(SIGN_IN.format(name=self.name))

    def work(self, stop: Event, *, at_most: int = 10_000, publish: bool = True) -> None:
        """Save and publish one essay after another. A dead server is tried again, with the next one."""
        for number in count(1):
            if stop.is_set() or len(self.saved) == at_most:
                return
            try:
                self.write(f"{self.name} {number}", publish=publish)
            except (OSError, http.client.HTTPException):
                stop.wait(0.1)

    def write(self, title: str, *, publish: bool) -> None:
        box = f"Q: What of {title}?\n\nMei Tan: This of {title}.\n\nSource: Almanac"
        form = self.press(ADD, "_save", {"title": title, "body": "Words.", "boxes-0-text": box})
        if not form:
            return
        self.saved.append(title)
        if publish and self.press(form, "_publish", {}):
            self.published.append(title)

    def send_images(self, stop: Event) -> None:
        """Upload one picture after another, each a file of its own."""
        for number in count(1):
            if stop.wait(0.3):
                return
            try:
                status, _where, page = self.ask("POST", UPLOAD, *_multipart(f"{self.name}-{number}.png"))
            except (OSError, http.client.HTTPException):
                continue
            if status == 200:
                self.uploaded.append(json.loads(page)["id"])

    def press(self, address: str, button: str, typed: dict[str, str]) -> str:
        """Open a form, type, press a button. Returns where it led; "" for nowhere."""
        _status, _where, page = self.ask("GET", address)
        if not page:
            return ""
        sent = {**fields(SimpleNamespace(content=page)), **typed, button: "1"}
        body = urlencode({**sent, "csrfmiddlewaretoken": TOKEN}, doseq=True).encode()
        status, where, _page = self.ask("POST", address, body)
        return where if status == 302 else ""

    def ask(
        self, method: str, address: str, body: bytes | None = None, kind: str = FORM
    ) -> tuple[int, str, bytes]:
        """The status, where it leads to, and the page if it is one."""
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=90)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        if body is not None:
            headers["Content-Type"] = kind
        try:
            line.request(method, address, body, headers)
            answer = line.getresponse()
            page = answer.read()
        finally:
            line.close()
        if answer.status not in (200, 302):
            self.refused.append(answer.status)
            page = b""
        return answer.status, answer.headers.get("Location", ""), page


def truth(site: Site) -> dict[str, Any]:
    """What is stored: of each title its essays, with what belongs to them."""
    found = site.ask(TRUTH)
    assert isinstance(found, dict)
    return found


def _multipart(name: str) -> tuple[bytes, str]:
    """A form with a picture called `name` (RFC 7578), and its type."""
    head = "--part\r\nContent-Disposition: form-data; name="
    start = f'{head}"csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n{head}"file"; filename="{name}"\r\n\r\n'
    body = start.encode() + picture() + name.encode() + b"\r\n--part--\r\n"
    return body, "multipart/form-data; boundary=part"


TRUTH = """
from collections import Counter
from accounts.models import Action, AuditEntry
from blog.models import Excerpt, Image, Post
from django.db.models import Count, Q
told = AuditEntry.objects.filter(action=Action.PUBLISHED, kind="post")
audited = Counter(told.values_list("number", flat=True))
posts = Post.objects.annotate(
    boxes=Count("placements", distinct=True),
    saves=Count("revisions", filter=~Q(revisions__note="published"), distinct=True),
    publications=Count("revisions", filter=Q(revisions__note="published"), distinct=True),
)
rows = [
    [p.title, p.boxes, p.saves, p.publications, audited[p.pk], int(p.state == "published")] for p in posts
]
images = {i.key: (i.folder / i.file).stat().st_size == i.size for i in Image.objects.all()}
loose = Excerpt.objects.filter(placements=None).count()
print(json.dumps({"posts": rows, "loose": loose, "images": images}))
"""
