"""Every public address, as a stranger, with canary words in everything a stranger may not read.

The walk fails when an address of `blog.urls` is missing from it, and proves first that its canaries would be
heard: the same words in published rows are.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from blog import urls
from blog.models import Change, Excerpt, Image, Person, Post, Source, Tag
from blog.publishing import excerpts, library, posts, release, working_copy
from blog.publishing.text import PostText
from tests.factories import (
    NOW,
    make_event,
    make_excerpt,
    make_page,
    make_person,
    make_post,
    make_series,
    make_snapshot,
)
from tests.media.images import make_image
from tests.walk.cast import SEARCHES

pytestmark = pytest.mark.django_db

HIDDEN = ("draft", "in review", "scheduled", "withdrawn")


def canary(state: str) -> str:
    return f"canary{state.replace(' ', '')}"


def exchange(word: str) -> str:
    return (
        f"Context: {word} context\n\nQ: Why does the {word} sing?\n\n"
        f"Person {word} (capacity {word}): Because the {word} answers.\n\n"
        f"Source: [Talk of the {word}](https://{word}.example/), 2024-05-01\n"
    )


BODY = """Body {word}.

![alt {word}](media:{image})

::: qa
Q: And in the body, {word}?

Speaker {word}: Yes, {word}.
:::

End {word}, as [said](/posts/title-songbird/)."""


SNAPSHOT = "The canarysnapshot asks.\n\nBecause the {word} answers.\n\nThe canarysnapshot thanks."


def make_whole_post(word: str, state: str) -> Post:
    """A post that says `word` in every field, and alone uses its excerpts, people, source and tag.

    Of its source's snapshot, which is private whatever the state, the answer alone is quoted.
    """
    post = make_post(
        title=f"Title {word}",
        state=state,
        body=BODY.format(word=word, image=make_image(f"in-{word}.png", alt=f"stored alt {word}").key),
        cover=make_image(f"over-{word}.png", alt=f"cover {word}").key,
        summary=f"Summary {word}",
        exchanges=[exchange(word)],
        tags=[f"tag {word}"],
        authors=[make_person(f"Author {word}")],
        reason="It was wrong.",
    )
    make_series(f"Series {word}", summary=f"Run of {word}", parts=[post])
    make_snapshot(Source.objects.get(title=f"Talk of the {word}"), SNAPSHOT.format(word=word))
    tell_events(post, word)
    return post


def tell_events(post: Post, word: str) -> None:
    """A correction of `post` and, of each of its excerpts, every kind of thing that can happen since."""
    make_event(post, text=f"Corrected {word}")
    Change.objects.create(post=post, at=NOW, runs={"text": [["removed", f"Changed {word}"]]})
    for excerpt in post.excerpts.all():
        spoken = excerpt.turn_list[-1].label
        told: dict[str, Any] = {"source": f"Source {word}", "url": f"https://{word}.example/since"}
        make_event(excerpt, text=f"Corrected {word}", **told)
        make_event(excerpt, kind="follow-up", text=f"Followed up {word}", **told)
        make_event(excerpt, kind="reply", label=spoken, text=f"Replied {word}", **told)


@pytest.fixture(
    params=[
        pytest.param(True, marks=pytest.mark.full, id="among-others"),
        pytest.param(False, marks=[pytest.mark.full, pytest.mark.one_engine], id="alone"),
    ]
)
def site(request: pytest.FixtureRequest, now: datetime) -> None:
    """Hidden rows of every kind; among published ones, and on a site where nothing is published."""
    if request.param:
        shown = make_whole_post("songbird", "published")
        word = "canarycopy"
        image = make_image(f"{word}.png", alt=word).key
        edits = PostText(
            title=word, body=BODY.format(word=word, image=image), tags=(word,), summary=word, cover=image
        )
        working_copy.keep(shown, edits, by=None, now=now)
        make_page("About", slug="about")
        mixed = [make_post(f"Title canary {state}", state=state) for state in HIDDEN]
        make_series("Mixed songbird", parts=[mixed[0], make_post("Mixed songbird"), *mixed[1:]])
    for state in HIDDEN:
        post = make_whole_post(canary(state), state)
        if state != "draft":
            text = posts.text_of(post)
            move = posts.update if post.is_released else posts.save
            move(post, replace(text, slug=f"moved-{canary(state)}"), by=None, now=now)
    make_event(make_excerpt(exchange("canaryinbox")), text="Corrected canaryinbox")
    make_page("Page canarypage", published=False, body="canarypage")
    hidden = Person.objects.filter(name="Author songbird").first() or make_person("Author songbird")
    hidden.hidden = True
    library.save(hidden, now=now)


FEEDS = {"atom": "atom.xml", "rss": "rss.xml", "json_feed": "feed.json"}
PATHS = {
    "home": ["/"],
    "posts": ["/posts/", "/posts/?before=20990101T000000000000-1"],
    "post": ["/posts/{post}/", "/posts/title-{word}/", "/posts/mixed-{word}/"],
    "post_changes": ["/posts/{post}/changes/"],
    "post_markdown": ["/posts/{post}.md", "/posts/mixed-{word}.md"],
    "post_bibtex": ["/posts/{post}.bib"],
    "post_csl": ["/posts/{post}.csl.json"],
    "archive": ["/archive/"],
    "archive_year": ["/archive/2026/", "/archive/2025/"],
    "tags": ["/tags/"],
    "tag": ["/tags/{tag}/"],
    "series": ["/series/series-{word}/", "/series/mixed-{word}/"],
    "excerpts": ["/excerpts/", "/excerpts/?before=20990101T000000000000-1"],
    "excerpt": ["/excerpts/{excerpt}/"],
    "excerpt_json": ["/excerpts/{excerpt}.json"],
    "excerpt_markdown": ["/excerpts/{excerpt}.md"],
    "excerpt_bibtex": ["/excerpts/{excerpt}.bib"],
    "excerpt_csl": ["/excerpts/{excerpt}.csl.json"],
    "post_image": ["/posts/{post}.png"],
    "post_card": ["/posts/{post}.0123456789abcdef.png"],
    "excerpt_image": ["/excerpts/{excerpt}.png"],
    "excerpt_card": ["/excerpts/{excerpt}.0123456789abcdef.png"],
    "site_card": ["/card.0123456789abcdef.png"],
    "excerpt_embed": ["/excerpts/{excerpt}/embed/"],
    "oembed": ["/oembed?url=http://127.0.0.1:8000/excerpts/{excerpt}/"],
    "people": ["/people/"],
    "person": ["/people/person-{word}/", "/people/author-{word}/", "/people/speaker-{word}/"],
    "sources": ["/sources/"],
    "source": ["/sources/talk-of-the-{word}/"],
    "verification": ["/about/verification/"],
    "corrections": ["/corrections/", "/corrections/?before=20990101T000000000000-1"],
    "feeds": ["/feeds/"],
    "atom": ["/atom.xml", "/atom.xml?before=20990101T000000000000-1"],
    "rss": ["/rss.xml"],
    "json_feed": ["/feed.json"],
    **{f"tag_{name}": [f"/tags/{{tag}}/{file}"] for name, file in FEEDS.items()},
    **{
        f"series_{name}": [f"/series/series-{{word}}/{file}", f"/series/mixed-{{word}}/{file}"]
        for name, file in FEEDS.items()
    },
    "person_atom": ["/people/speaker-{word}/atom.xml", "/people/author-{word}/atom.xml"],
    "person_rss": ["/people/speaker-{word}/rss.xml"],
    "person_json_feed": ["/people/speaker-{word}/feed.json"],
    **{f"source_{name}": [f"/sources/talk-of-the-{{word}}/{file}"] for name, file in FEEDS.items()},
    **{f"excerpts_{name}": [f"/excerpts/{file}"] for name, file in FEEDS.items()},
    "search": [f"/search/?q={query}" for query in SEARCHES],
    "search_json": [f"/search.json?q={query}" for query in SEARCHES],
    "opensearch": ["/opensearch.xml"],
    "sitemap": ["/sitemap.xml"],
    "sitemap_shard": [
        f"/sitemap-{kind}-0.xml"
        for kind in ("posts", "excerpts", "people", "sources", "tags", "series", "pages", "lists")
    ],
    "preview": ["/preview/{word}/"],
    "preview_image": ["/preview/{word}/media/{image}"],
    "robots": ["/robots.txt"],
    "security": ["/.well-known/security.txt"],
    "favicon": ["/favicon.ico"],
    "touch_icon": ["/apple-touch-icon.png"],
    "healthz": ["/healthz"],
    "media": ["/media/{image}"],
    "page": ["/about/", "/page-canarypage/", "/{word}/"],
}
"""One or more addresses for each name in blog.urls, for every hidden row and a published one."""


def walk() -> Iterator[str]:
    words = ["songbird", "canaryinbox", "canarycopy", *(canary(state) for state in HIDDEN)]
    for word in words:
        images = [f"{image.key}/{image.file}" for image in Image.objects.filter(file__contains=word)]
        post = Post.objects.filter(title=f"Title {word}").first()
        for path in (path for paths in PATHS.values() for path in paths):
            found = Excerpt.objects.filter(question__contains=word).values_list("slug", flat=True)
            for slug, image in zip_longest(found, images, fillvalue="none"):
                yield path.format(
                    word=word,
                    near=word[1:],
                    post=post.slug if post else f"title-{word}",
                    tag=f"tag-{word}",
                    excerpt=slug,
                    image=image,
                )


def test_every_public_address_is_walked() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}

    assert named == set(PATHS)


def test_a_stranger_hears_no_canary(site: None, client: Client, at_now: None) -> None:
    """And is told of nothing that it is gone, but of what was announced."""
    gone = []
    for path in dict.fromkeys(walk()):
        for method in (client.get, client.head):
            answer = method(path)
            said = f"{answer.content.decode(errors='replace')} {dict(answer.headers)}"
            assert answer.status_code in {200, 301, 302, 404, 410}, path
            before, heard, after = said.replace(path, "").partition("canary")
            assert not heard, f"{method.__name__} {path} told: {before[-80:]}{heard}{after[:80]}"
            assert "Set-Cookie" not in answer.headers
            if answer.status_code == 410:
                gone.append(path)

    assert all("canarywithdrawn" in path for path in gone)
    assert {path.split("/")[1] for path in gone} == {"posts", "excerpts", "oembed?url=http:"}


def test_the_canaries_would_be_heard(client: Client, at_now: None, low_numbers: None) -> None:
    make_whole_post("canarydraft", "published")

    deaf = set(
        "media post_image post_card excerpt_image excerpt_card site_card archive verification feeds "
        "opensearch preview preview_image robots security favicon touch_icon healthz page "
        "archive_year".split()
    )
    for name, paths in PATHS.items():
        if name in deaf:
            continue
        post, excerpt = Post.objects.get(), Excerpt.objects.get(question__startswith="Why")
        slugs = {"post": post.slug, "tag": "tag-canarydraft", "excerpt": excerpt.slug}
        path = paths[0].format(word="canarydraft", **slugs)
        assert "canary" in client.get(path).content.decode().replace(path, ""), path


def test_an_unannounced_post_is_in_no_feed(client: Client, now: datetime, at_now: None) -> None:
    post = make_post(title="Songbird", tags=["t"], exchanges=[exchange("songbird")], published_at=now)

    assert client.get(post.get_absolute_url()).status_code == 200
    feeds = ("atom", "rss", "json_feed", "excerpts_atom", "excerpts_rss", "excerpts_json_feed")
    for name in (*feeds, "sitemap"):
        assert "ongbird" not in client.get(reverse(f"blog:{name}")).content.decode(), name
    for name in ("tag_atom", "tag_rss", "tag_json_feed"):
        answer = client.get(reverse(f"blog:{name}", args=["t"]))
        assert "ongbird" not in answer.content.decode(), name


def test_an_undone_post_is_unknown_again(client: Client, now: datetime, at_now: None) -> None:
    post = make_post(title="Songbird", published_at=now - timedelta(seconds=5))
    assert client.get(post.get_absolute_url()).status_code == 200

    release.undo(post, by=None, now=now)

    assert client.get(post.get_absolute_url()).status_code == 404
    assert not Tag.objects.visible(now).exists()


def test_an_excerpts_former_address_tells_nothing_hidden(client: Client, now: datetime, at_now: None) -> None:
    post = make_post(state="draft", exchanges=[exchange("canarydraft")])
    excerpt = post.excerpts.get()
    former = excerpt.get_absolute_url()
    excerpts.rename(excerpt, "renamed-canarydraft", now=now)

    assert client.get(former).status_code == 404
