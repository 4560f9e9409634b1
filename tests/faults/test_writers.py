"""Many writers at once: every save is kept, and a reader meanwhile gets every page."""

import threading
import time

import pytest

from tests.faults.author import Author, truth
from tests.faults.database import TESTS_OWN
from tests.faults.site import Site

pytestmark = pytest.mark.full

WRITERS = 8
SAVES = 20 if TESTS_OWN.scheme.startswith("postgres") else 50
"""Of each. SQLite's file is the harder place to meet at, so it is tried longer."""

WRITE = """
from django.utils import timezone
from blog.publishing import posts
from blog.publishing.text import Box, PostText
for number in range({saves}):
    box = Box("Q: Number %d?\\n\\nSpeaker {writer}: Yes.\\n\\nSource: Almanac" % number)
    text = PostText(title="Writer {writer} saves %d" % number, body="Words.", boxes=(box,), tags=("shared",))
    posts.save(None, text, by=None, now=timezone.now())
"""
PAGES = ("/", "/posts/", "/excerpts/", "/atom.xml", "/archive/")


def read(reader: Author, stop: threading.Event, statuses: list[int]) -> None:
    while not stop.is_set():
        for page in PAGES:
            statuses.append(reader.ask("GET", page)[0])
        time.sleep(0.3)  # each round is five pages made anew: they are here to be right, not to be many


def test_eight_writers_lose_nothing_and_a_reader_sees_no_fault(site: Site) -> None:
    reader = Author(site, "reader")
    reader.session = ""
    site.serve()
    stop, statuses = threading.Event(), list[int]()
    reading = threading.Thread(target=read, args=(reader, stop, statuses))
    reading.start()

    writers = [site.begin(WRITE.format(saves=SAVES, writer="abcdefgh"[number])) for number in range(WRITERS)]
    said = [writer.said() for writer in writers]
    stop.set()
    reading.join()

    assert said == [""] * WRITERS
    rows = site.counts()
    assert (rows["Post"], rows["Excerpt"], rows["Placement"]) == (WRITERS * SAVES,) * 3
    assert (rows["Tag"], rows["Source"], rows["broken"]) == (1, 1, 0)
    assert (set(statuses), len(statuses) >= 3 * len(PAGES)) == ({200}, True)


@pytest.mark.one_engine  # to which these are what the eight above are
def test_eight_people_at_the_desk_lose_nothing(site: Site) -> None:
    """The same over HTTP, where eight threads of gunicorn answer: fewer saves, for each is four requests."""
    authors = [Author(site, "abcdefgh"[number]) for number in range(WRITERS)]
    site.serve()
    stop = threading.Event()

    threads = [
        threading.Thread(target=author.work, args=(stop,), kwargs={"at_most": 5, "publish": False})
        for author in authors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stored = truth(site)
    assert sorted(row[0] for row in stored["posts"]) == sorted(t for author in authors for t in author.saved)
    assert len(stored["posts"]) == 5 * WRITERS
    assert [author.refused for author in authors] == [[]] * WRITERS
