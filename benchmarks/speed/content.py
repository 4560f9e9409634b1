"""The site that is measured: 2,000 essays, and one more as long as a column in a newspaper."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.speed.pages import HOST

ESSAYS = 2_000
PARAGRAPHS = 8
SLUG = "a-receipt-for-every-sentence"
ORIGIN = f"https://{HOST}"


@dataclass(frozen=True, slots=True)
class Written:
    """The addresses of the one essay, its exchange and its topic."""

    essay: str
    excerpt: str
    tag: str


@contextmanager
def set_up(folder: Path) -> Iterator[None]:
    """Django on a site in `folder`, on SQLite or in a database beside the one `DATABASE_URL` names."""
    from tests.faults import database  # here: it reads the environment

    url = database.new()
    for name in ("DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "SECRET_KEY_FILE", "EMAIL_URL", "PAGES_IN_MEMORY"):
        os.environ[name] = ""
    os.environ |= {
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": url,
        "SITE_ORIGIN": ORIGIN,
        "TRUSTED_PROXIES": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    import django

    django.setup()
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        database.drop(url)


def write(essays: int = ESSAYS) -> Written:
    """Fill the site; its static files are as `make run` makes them."""
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.scale.filling import fill
    from benchmarks.scale.words import Prose
    from blog.media import cards
    from blog.models import Excerpt, Post, SiteIdentity
    from blog.publishing import posts, release
    from blog.publishing.text import Box, PostText
    from blog.syndication import sharing

    call_command("migrate", verbosity=0)
    fill(essays)
    call_command("prepare", stdout=sys.stderr)
    prose, then = Prose(3), timezone.now() - timedelta(minutes=1)
    question, answer = prose.sentence(8, 12, "?"), " ".join(prose.paragraphs(1))
    box = f"Q: {question}\n\nMei Tan: {answer}\n\nSource: Almanac, 2026-03-12"
    text = PostText(
        title="A receipt for every sentence",
        body="\n\n".join(prose.paragraphs(PARAGRAPHS)),
        boxes=(Box(box),),
        tags=("receipts",),
    )
    post = release.publish(posts.save(None, text, by=None, now=then), by=None, now=then)
    release.promote_due(timezone.now())
    shown = Post.objects.for_page().get(pk=post.pk)
    cards.keep(sharing.post_card(shown, SiteIdentity.current()))
    excerpt = Excerpt.objects.get(posts=post)
    return Written(post.get_absolute_url(), excerpt.get_absolute_url(), "/tags/receipts/")


def save(number: int) -> str:
    """Show readers the one essay under another title, and return that."""
    from dataclasses import replace

    from django.utils import timezone

    from blog.models import Post
    from blog.publishing import posts

    post, title = Post.objects.get(slug=SLUG), f"Receipt number {number} of many"
    posts.update(post, replace(posts.text_of(post), title=title), by=None, now=timezone.now())
    return title
