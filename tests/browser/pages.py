"""A site with everything on it, and one address for each kind of page a reader can come to."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.core.management import call_command
from django.urls import URLPattern, reverse

from blog import urls
from blog.models import Excerpt, Person, Post, Series, Source
from blog.publishing import posts, previews
from tests.factories import EXCHANGE, make_event, make_post, make_user

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LONG_TITLE = "On the wrong side of a very long sentence that nobody had the heart to end " * 3
LONG_TAG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
EXTREME = (
    "Q: Does a word such as Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen fit here?\n\n"
    f"{'Someone With Very Many Names Indeed ' * 4}(keeper of a title that goes on): No.\n\n"
    "Source: https://example.com/a/very/long/address/that/does/not/break/anywhere/at/all?and=goes&on=and_on_and_on"
)
NO_HTML = {
    "excerpt_json",
    "search_json",
    "opensearch",
    "media",
    "robots",
    "security",
    "favicon",
    "touch_icon",
    "healthz",
}
NO_HTML_ENDINGS = (
    "atom",
    "rss",
    "feed",
    "sitemap",
    "shard",
    "markdown",
    "bibtex",
    "csl",
    "card",
    "image",
    "oembed",
)


def furnish() -> None:
    """The samples, and what they do not show: extremes, nothing at all, and something withdrawn."""
    call_command("load_samples", verbosity=0)
    extreme: dict[str, Any] = {"title": LONG_TITLE.strip()[:300], "exchanges": [EXTREME], "tags": [LONG_TAG]}
    make_post(slug="long", published_at=LONG_AGO, **extreme)
    make_post(title="Nothing but a title", body="Word.", published_at=LONG_AGO, slug="bare")
    _follow_up(make_post(title="Thirty years", exchanges=[EXCHANGE], published_at=LONG_AGO, slug="since"))
    make_post(title="Gone", state="withdrawn", published_at=LONG_AGO, slug="gone", reason="It was wrong.")


def _follow_up(post: Post) -> None:
    """Its exchange corrected, followed up and replied to; itself corrected, and updated."""
    (excerpt,) = post.excerpts.all()
    told: dict[str, Any] = {"source": "The Litoral", "url": "https://litoral.example/a"}
    make_event(post, text="Tidewater was called a company. It is a co-operative.")
    make_event(excerpt, text="It said “thirteen years”. The recording says “thirty”.", **told)
    make_event(excerpt, kind="follow-up", text="كان ثلاثين عاما.", language="ar", **told)
    words = "I would say the same today.\n\nAnd I have moved it twice since."
    reply: dict[str, Any] = {
        "label": "Lucía Prado",
        "capacity": "keeper of it",
        "source": "By letter, printed whole.",
    }
    make_event(excerpt, kind="reply", text=words, **reply)
    text = replace(posts.text_of(post), title="Thirty-one years", body="It is repeated in a larger room.")
    posts.update(post, text, by=None, now=datetime.now(UTC))


def kinds() -> dict[str, str]:
    """A name and the address for every kind of HTML page. Fails for a public address it does not know of."""
    now = datetime.now(UTC)
    post = Post.objects.filter(placements__isnull=False, slug="long").get()
    longest = Post.objects.order_by("-word_count")[0]
    found = {
        "404": "/nothing-here/",
        "search, found": "/search/?q=the",
        "search, said": "/search/?q=in:answers+from:2020-02-30",
        "search, none": "/search/?q=thirtey+years",
        "410": "/posts/gone/",
        "essay, contents": longest.get_absolute_url(),
        "essay, extremes": post.get_absolute_url(),
        "essay, bare": "/posts/bare/",
        "excerpt, extremes": post.excerpts.get().get_absolute_url(),
        "excerpt, followed up": Excerpt.objects.get(posts__slug="since").get_absolute_url(),
    }
    found |= {f"essay {other.slug}": other.get_absolute_url() for other in Post.objects.published(now)}
    slugs = {
        "post": longest.slug,
        "post_changes": "since",
        "tag": longest.shown_tags[0].slug,
        "excerpt": (excerpt := Excerpt.objects.visible(now).order_by("pk")[0].slug),
        "excerpt_embed": excerpt,
        "series": Series.objects.visible(now).get().slug,
        "person": Person.objects.visible(now).order_by("pk")[0].slug,
        "source": Source.objects.visible(now).order_by("pk")[0].slug,
        "page": "about",
        "preview": _token(now),
        "archive_year": 2020,
    }
    for pattern in urls.urlpatterns:
        name = pattern.name if isinstance(pattern, URLPattern) else None
        if name and name not in NO_HTML and not name.endswith(NO_HTML_ENDINGS):
            arguments = [slugs[name]] if "<" in str(pattern.pattern) else []
            found[name] = reverse(f"blog:{name}", args=arguments)
    return found


def _token(now: datetime) -> str:
    """What opens the preview of a draft."""
    _link, address = previews.make(make_post(title="A draft", state="draft"), days=1, by=make_user(), now=now)
    return address.split("/")[-2]
