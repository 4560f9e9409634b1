"""Many writers at once: every save is kept, and nobody is told that the database is locked."""

import pytest

from tests.faults.site import Site

pytestmark = pytest.mark.full

WRITERS, SAVES = 8, 50

WRITE = """
from django.utils import timezone
from blog.publishing import posts
from blog.publishing.text import Box, PostText
for number in range({saves}):
    box = Box("Q: Number %d?\\n\\nSpeaker {writer}: Yes.\\n\\nSource: Almanac" % number)
    text = PostText(title="Writer {writer} saves %d" % number, body="Words.", boxes=(box,), tags=("shared",))
    posts.save(None, text, by=None, now=timezone.now())
"""


def test_eight_writers_lose_nothing(site: Site) -> None:
    writers = [site.start(WRITE.format(saves=SAVES, writer="abcdefgh"[number])) for number in range(WRITERS)]
    ends = [(writer.communicate(timeout=240)[1], writer.returncode) for writer in writers]

    assert [code for _error, code in ends] == [0] * WRITERS, [error[-300:] for error, _code in ends]
    rows = site.counts()
    assert (rows["Post"], rows["Excerpt"], rows["Placement"]) == (WRITERS * SAVES,) * 3
    assert (rows["Tag"], rows["Source"], rows["broken"]) == (1, 1, 0)
