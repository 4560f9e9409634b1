"""Two editors act on one essay at the same moment, many times each way: nothing is silently overwritten.

Both saw the same version. Whoever comes first is heard, and the other is told; only edits that are kept
without being shown stand beside what is done to the essay.
"""

import pytest

from tests.faults.database import TESTS_OWN
from tests.faults.site import Site

pytestmark = pytest.mark.full

ROUNDS = 10 if TESTS_OWN.scheme.startswith("postgres") else 20
TWO = """
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from django.db import connection
from django.utils import timezone
from accounts.models import User
from blog.models import Excerpt, Post, PreviewLink, WorkingCopy
from blog.publishing import excerpts, history, posts, previews, release, working_copy
from blog.publishing.text import PostText, Refused, Stale, WrongState
from blog.transcripts import read_box
from datetime import timedelta

if connection.vendor == "sqlite":  # a power cut is not what this is about
    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("=FULL", "=OFF")
    connection.close()
editor = User.objects.create_user("ed@example.org", "correct horse", role="editor", name="Ed")
now = timezone.now()
soon = now + timedelta(days=1)
words = count(1)

def text(word):
    return PostText(title=word, body="Words.", authors=())

WORDS = {
    "save": lambda post, word, **seen: posts.save(post, text(word), by=editor, now=now, **seen),
    "update": lambda post, word, **seen: posts.update(post, text(word), by=editor, now=now, **seen),
    "keep": lambda post, word, **seen: working_copy.keep(post, text(word), by=editor, now=now, **seen),
    "go back": lambda post, word, **seen: history.revert_post(
        post, post.revisions.last(), by=editor, now=now, **seen),
}
STATES = {
    "submit": lambda post, word, **seen: release.submit(post, by=editor, now=now, **seen),
    "send back": lambda post, word, **seen: release.send_back(post, note=word, by=editor, now=now, **seen),
    "publish": lambda post, word, **seen: release.publish(post, by=editor, now=now, **seen),
    "schedule": lambda post, word, **seen: release.publish(post, by=editor, now=now, at=soon, **seen),
    "undo": lambda post, word, **seen: release.undo(post, by=editor, now=now, **seen),
    "withdraw": lambda post, word, **seen: release.withdraw(post, reason=word, by=editor, now=now, **seen),
    "restore": lambda post, word, **seen: release.restore(post, by=editor, now=now, **seen),
}
ACTS = WORDS | STATES
OFFERED = {
    "draft": ["save", "keep", "go back", "submit", "publish", "schedule"],
    "in review": ["save", "send back", "publish"],
    "scheduled": ["update", "keep", "publish", "undo"],
    "published": ["update", "keep", "go back", "withdraw"],
    "withdrawn": ["update", "keep", "restore"],
}

def make(state):
    post = posts.save(None, text("First"), by=editor, now=now)
    post = posts.save(post, text("Second"), by=editor, now=now)
    if state == "in review":
        return release.submit(post, by=editor, now=now)
    if state == "draft":
        return post
    ago = now - timedelta(days=1)
    post = release.publish(post, by=editor, now=now if state == "scheduled" else ago,
                           at=soon if state == "scheduled" else None)
    if state == "withdrawn":
        post = release.withdraw(post, reason="Wrong.", by=editor, now=now)
    return post

both, together = ThreadPoolExecutor(2), threading.Barrier(2)

def at_once(*acts):
    def run(act):
        together.wait()
        try:
            act()
        except (Stale, WrongState, Refused):
            return False
        return True
    return list(both.map(run, acts))

def kept(state, name):
    return name == "keep" or name == "go back" and state in {"published", "withdrawn", "scheduled"}

HOME = {
    "draft": ["save", "go back", "submit", "publish", "schedule"],
    "in review": ["send back"],
    "scheduled": ["undo"],
    "published": ["update", "keep", "withdraw"],
    "withdrawn": ["restore"],
}
faults, rounds = [], Counter()
for state, own in HOME.items():
    for number in count():
        if min(rounds[name] for name in own) >= ROUNDS:
            break
        one = own[number % len(own)]
        other = OFFERED[state][number // len(own) % len(OFFERED[state])]
        post = make(state)
        names, typed = (one, other), [f"Word {next(words)}", f"Word {next(words)}"]
        seen = {"base_version": post.version}
        won = at_once(*(lambda name=name, word=word: ACTS[name](post, word, **seen)
                        for name, word in zip(names, typed)))
        rounds.update({one, other})
        beside = any(kept(state, name) for name in names) and any(name in STATES for name in names)
        if sum(won) != 1 and not (beside and sum(won) == 2):
            faults.append([state, one, other, won])
        after = Post.objects.get(pk=post.pk)
        waiting = WorkingCopy.objects.filter(post=post).first()
        for name, word, heard in zip(names, typed, won):
            stored = (after.title, after.review_note, after.withdrawn_reason,
                      waiting.data["title"] if waiting else "")
            says = name in {"save", "update", "keep", "send back", "withdraw"}
            if says and (word in stored) is not heard:
                faults.append([state, name, word, heard, stored])
            if name == "go back" and heard and "First" not in stored:
                faults.append([state, name, heard, stored])

links, names, quoted, discarded = [], [], [], []
for number in range(ROUNDS):
    post = make("draft")
    at_once(*[lambda: previews.make(post, days=1, by=editor, now=now)] * 2)
    links.append(PreviewLink.objects.filter(post=post).count())

    named = post.revisions.first()
    calls = [lambda name=name: history.name_revision(named, name, seen="") for name in "ab"]
    names.append(sum(at_once(*calls)))

    first, *said = [read_box(f"Q: Round {number}?\\n\\nAnn Bee: {word}.") for word in ("Yes", "No", "Never")]
    excerpt = excerpts.save(None, first, raw="", by=None, now=now)
    seen = {"raw": "", "by": editor, "now": now, "base_version": 1}
    calls = [lambda words=words: excerpts.save(excerpt, words, **seen) for words in said]
    quoted.append(sum(at_once(*calls)))

    working_copy.keep(post, text("Old"), by=editor, now=now)
    post.refresh_from_db()
    seen = {"base_version": post.version}
    at_once(lambda: working_copy.discard(post, **seen), lambda: ACTS["keep"](post, "New", **seen))
    discarded.append(WorkingCopy.objects.get(post=post).data["title"])
print(json.dumps([faults, min(rounds.values()), links, names, quoted, discarded]))
"""


def test_one_is_heard_and_the_other_told(site: Site) -> None:
    """Each way against all that the state offers; then links, names, excerpts and discarded edits."""
    found = site.ask(f"ROUNDS = {ROUNDS}\n{TWO}")

    once = [1] * ROUNDS
    assert found == [[], ROUNDS, [2] * ROUNDS, once, once, ["New"] * ROUNDS]
