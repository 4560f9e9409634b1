"""Someone who writes through the admin of a served site, over HTTP, while it may be killed."""

import http.client
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from tests.admin.page import fields
from tests.faults.site import Site

ADD = "/admin/blog/post/add/"
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

    def press(self, address: str, button: str, typed: dict[str, str]) -> str:
        """Open a form, type, press a button. Returns where it led; "" for nowhere."""
        _status, _where, page = self.ask("GET", address)
        if not page:
            return ""
        sent = {**fields(SimpleNamespace(content=page)), **typed, button: "1"}
        status, where, _page = self.ask("POST", address, urlencode(sent, doseq=True))
        return where if status == 302 else ""

    def ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str, bytes]:
        """The status, where it leads to, and the page if it is one."""
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body += f"&csrfmiddlewaretoken={TOKEN}"
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


TRUTH = """
from collections import Counter
from accounts.models import Action, AuditEntry
from blog.models import Excerpt, Post
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
print(json.dumps({"posts": rows, "loose": Excerpt.objects.filter(placements=None).count()}))
"""
