"""What it takes in one process to make a page, and to write: nothing is kept here."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.scale.words import Prose
from benchmarks.speed.pages import HOST, Page

RENDERS, WRITES, IMPORTED = 12, 7, 40


@dataclass(frozen=True, slots=True)
class Made:
    """Milliseconds of processor a page takes to make, and to make `again` after a save that changed none of
    its parts; and the queries it makes."""

    took: float
    again: float
    queries: int


@dataclass(frozen=True, slots=True)
class Writing:
    """Milliseconds that a writer waits, for an essay of 2,000 words with 10 exchanges; imports a second."""

    save: float
    preview: float
    paste: float
    imports: float


class _Count:
    number = 0

    def __call__(self, execute: Callable[..., object], *query: object) -> object:
        self.number += 1
        return execute(*query)


def made(pages: dict[str, Page]) -> dict[str, Made]:
    from django.db import connection
    from django.test import Client

    from blog import memo

    client, found = Client(headers={"host": HOST}), {}
    for name, page in pages.items():

        def ask(path: str = page.path) -> None:
            client.get(path, secure=True)

        def ask_first() -> None:
            memo.forget()
            ask()

        ask()
        queries = _Count()
        with connection.execute_wrapper(queries):
            ask()
        took, again = (_median(act, RENDERS, time.process_time) for act in (ask_first, ask))
        found[name] = Made(took, again, queries.number)
    return found


def written() -> Writing:
    from dataclasses import replace

    from django.utils import timezone

    from accounts.models import User
    from accounts.roles import Role
    from blog.publishing import posts
    from blog.publishing.text import Box, PostText
    from tests.admin.page import signed_in

    prose, now = Prose(9), timezone.now()
    boxes = tuple(Box(_exchange(prose, number)) for number in range(10))
    body = _words(prose, 2000)
    post = posts.save(
        None, PostText(title="Two thousand words", body=body, boxes=boxes, tags=("a", "b")), by=None, now=now
    )

    def save() -> None:
        nonlocal post
        text = replace(posts.text_of(post), body=f"{prose.sentence(5, 9)}\n\n{body}")
        post = posts.save(post, text, by=None, now=now)

    writer = User.objects.create_user("bench@example.org", "correct horse", role=Role.EDITOR, name="Bench")
    desk, raw = signed_in(writer), _exchange(prose, 99)
    desk.defaults |= {"HTTP_HOST": HOST, "wsgi.url_scheme": "https"}
    preview, paste = f"/admin/blog/post/{post.pk}/preview/", "/admin/blog/post/paste/"
    if {desk.get(preview).status_code, desk.post(paste, {"raw": raw}).status_code} != {200}:
        raise RuntimeError("the desk answered with no page")
    return Writing(
        save=_median(save, WRITES, time.perf_counter),
        preview=_median(lambda: desk.get(preview), WRITES, time.perf_counter),
        paste=_median(lambda: desk.post(paste, {"raw": raw}), WRITES, time.perf_counter),
        imports=_imported(prose),
    )


def _imported(prose: Prose) -> float:
    """Of 400 words with an exchange each, published."""
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    from blog.transfer.front_matter import read_document
    from blog.transfer.ingest import ingest

    files = [
        f"---\ntitle: Imported {number}\ndate: 2025-02-01\ntags: [a, b]\n---\n::: qa\n"
        f"{_exchange(prose, number)}\n:::\n\n{_words(prose, 400)}"
        for number in range(IMPORTED)
    ]
    began = time.perf_counter()
    for file in files:
        ingest(read_document(file, ZoneInfo("UTC")), publish=True, now=timezone.now())
    return IMPORTED / (time.perf_counter() - began)


def _exchange(prose: Prose, number: int) -> str:
    return (
        f"Q: {prose.sentence(8, 16, '?')}\n\nMei Tan: {next(prose.paragraphs(1))}\n\nSource: Almanac {number}"
    )


def _words(prose: Prose, number: int) -> str:
    said, count = [], 0
    while count < number:
        said.append(next(prose.paragraphs(1)))
        count += len(said[-1].split())
    return "\n\n".join(said)


def _median(act: Callable[[], object], times: int, clock: Callable[[], float]) -> float:
    """Milliseconds."""
    took = []
    for _time in range(times):
        gc.collect()
        began = clock()
        act()
        took.append(1000 * (clock() - began))
    return median(took)
