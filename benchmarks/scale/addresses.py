"""What is asked for of a filled site: some addresses for each kind of page, and of search."""

from datetime import datetime
from itertools import batched, chain, pairwise
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse

from benchmarks.scale.words import vocabulary
from blog.models import Excerpt, Person, Post, Series, Source, Tag
from blog.models.paging import key
from blog.search.documents import first_key
from blog.syndication.sitemaps import SHARD

SOME = 5
"""Rows of one kind that are asked for."""
FULL = 30
"""Rows that a list goes on for where sites of any size are to have as many: more than a page of essays."""
FORMS = ("atom", "rss", "json_feed")

type Addresses = dict[str, list[str]]


def pages(now: datetime) -> Addresses:
    """By what they are called in the table. `deep` is near the end of a list."""
    essays, exchanges = Post.objects.published(now), Excerpt.objects.visible(now)
    deep, deep_exchange = _last(essays, "published_at"), _last(exchanges, "first_shown_at")
    some, quoted = _spread(essays), _spread(exchanges)
    ends = essays.aggregate(first=Min("published_at"), last=Max("published_at"))
    first, last = ends["first"].year, ends["last"].year
    in_year = essays.filter(published_at__year=last)
    return {
        "home": [reverse("blog:home")],
        "essays": [reverse("blog:posts")],
        "essays, deep": [f"{reverse('blog:posts')}?before={deep}"],
        "essay": [reverse("blog:post", args=[slug]) for slug in some],
        "essay as Markdown": [reverse("blog:post_markdown", args=[slug]) for slug in some],
        "archive": [reverse("blog:archive")],
        "newest year, deep": [
            f"{reverse('blog:archive_year', args=[last])}?before={_last(in_year, 'published_at')}"
        ],
        "first year": [reverse("blog:archive_year", args=[first])],
        "excerpts": [reverse("blog:excerpts")],
        "excerpts, deep": [f"{reverse('blog:excerpts')}?before={deep_exchange}"],
        "excerpt": [reverse("blog:excerpt", args=[slug]) for slug in quoted],
        "excerpt as data": [reverse("blog:excerpt_json", args=[slug]) for slug in quoted],
        **_tags(now),
        **_people(now),
        **_sources(now),
        "series": [
            reverse("blog:series", args=[slug]) for slug in _slugs(Series.objects.visible(now).order_by("pk"))
        ],
        "corrections": [reverse("blog:corrections")],
        "feed": [reverse(f"blog:{form}") for form in FORMS],
        "feed, deep": [f"{reverse('blog:atom')}?before={deep}"],
        "feed of excerpts": [reverse(f"blog:excerpts_{form}") for form in FORMS],
        "sitemap": [reverse("blog:sitemap")],
        "sitemap, any shard": [
            reverse("blog:sitemap_shard", args=[kind, number])
            for kind, rows in (("posts", essays), ("excerpts", exchanges))
            for number in (0, rows.order_by("-pk")[0].pk // SHARD // 2)
        ],
        "page that is nowhere": [f"/{slug}-nowhere/" for slug in some],
    }


def _tags(now: datetime) -> Addresses:
    most, *others = _by_use(now)
    least = [most, *(tag for tag in others if tag.essays >= FULL)][-1]
    deep = _last(Post.objects.published(now).filter(tags=most), "published_at")
    page = reverse("blog:tag", args=[most.slug])
    return {
        "tags": [reverse("blog:tags")],
        "tag of most": [page],
        "tag of most, deep": [f"{page}?before={deep}"],
        "tag of few": [reverse("blog:tag", args=[least.slug])],
        "feed of a tag": [reverse(f"blog:tag_{form}", args=[most.slug]) for form in FORMS],
    }


def _people(now: datetime) -> Addresses:
    people = Person.objects.visible(now)
    writer, quoted = (
        people.annotate(n=Count(name)).order_by("-n", "pk")[0] for name in ("authorships", "turns")
    )
    page = reverse("blog:person", args=[quoted.slug])
    answered = Excerpt.objects.visible(now).filter(turns__person=quoted, turns__kind="answer")
    return {
        "people": [reverse("blog:people")],
        "people, deep": [f"{reverse('blog:people')}?after={list(people.order_by('-slug')[:FULL])[-1].slug}"],
        "person who writes most": [reverse("blog:person", args=[writer.slug])],
        "person quoted most": [page],
        "person quoted most, deep": [f"{page}?answered={_last(answered, 'first_shown_at')}"],
        "person": [reverse("blog:person", args=[slug]) for slug in _slugs(people.order_by("-pk"))],
        "feed of a person": [reverse(f"blog:person_{form}", args=[quoted.slug]) for form in FORMS],
    }


def _sources(now: datetime) -> Addresses:
    sources = Source.objects.visible(now)
    slugs = _slugs(sources.order_by("-pk"))
    most = sources.annotate(n=Count("excerpts")).order_by("-n", "pk")[0]
    page = reverse("blog:source", args=[most.slug])
    return {
        "sources": [reverse("blog:sources")],
        "source": [reverse("blog:source", args=[slug]) for slug in slugs],
        "source quoted most": [page],
        "source quoted most, deep": [f"{page}?quoted={_before_last(most, now)}"],
        "feed of a source": [reverse(f"blog:source_{form}", args=[most.slug]) for form in FORMS],
    }


def _before_last(source: Source, now: datetime) -> int:
    """The exchange of it that its last full page begins after; the first, where it fills none."""
    quoted = Excerpt.objects.visible(now).filter(source=source)
    last = quoted.order_by("-place_order", "-first_shown_at", "-pk").values_list("pk", flat=True)
    return list(last[:21])[-1]


def searches(now: datetime) -> Addresses:
    """By what they are called in the table: each some queries of one kind."""
    words = vocabulary()
    the, of = words[:SOME], words[SOME : 2 * SOME]
    common, middling, rare = words[60 : 60 + SOME], words[3_000 : 3_000 + SOME], words[50_000 : 50_000 + SOME]
    tag = _by_use(now)[0].slug
    people = Person.objects.visible(now).annotate(n=Count("turns", filter=Q(turns__kind="answer")))
    speaker, *_others, silent = people.filter(n__gt=0).order_by("-n", "pk")
    writer = Person.objects.annotate(n=Count("authorships")).order_by("-n", "pk")[0].slug
    source = Source.objects.visible(now).order_by("pk")[0].slug
    middle = f"2.{first_key(datetime(now.year - 1, 12, 1, tzinfo=now.tzinfo))}"
    kinds = {
        "commonest word": the,
        "common word": common,
        "word": middling,
        "rare word": rare,
        "word nobody wrote": [f"{word}zz" for word in rare],
        "slip of the pen": [word[:-1] + "q" for word in middling],
        "beginning of a common word": [f"{word[:3]}*" for word in common],
        "beginning of two letters": [f"{word[:2]}*" for word in common],
        "beginning of a rare word": [f"{word[:4]}*" for word in rare],
        "two commonest words": [" ".join(pair) for pair in zip(the, of, strict=True)],
        "commonest and rare word": [" ".join(pair) for pair in zip(the, rare, strict=True)],
        "four words": [" ".join(some) for some in batched(chain(the, common, middling), 4)][:3],
        "two rare words": [" ".join(pair) for pair in pairwise(rare)],
        "phrase of commonest words": ['"of the"', '"to the"', '"it is that was"', '"and in the of"'],
        "phrase seldom said": [f'"{one} {two}"' for one, two in zip(the, middling, strict=True)],
        "phrase nobody said": [f'"{one} {two}"' for one, two in zip(middling, rare, strict=True)],
        "without a common word": [f"{one} -{two}" for one, two in zip(the, of, strict=True)],
        "without a phrase": [f'{one} -"{two} the"' for one, two in zip(common, of, strict=True)],
        "speaker": [f"speaker:{speaker.slug}", f"speaker:{silent.slug}"],
        "word by speaker": [
            f"{word} speaker:{one.slug}" for word in (*the, *rare) for one in (speaker, silent)
        ],
        "tag": [f"tag:{tag}"],
        "word under a tag": [f"{word} tag:{tag}" for word in (*the, *rare)],
        "word by author": [f"{word} by:{writer}" for word in (*the, *rare)],
        "word from a source": [f"{word} source:{source}" for word in (*the, *rare)],
        "word of a year": [f"{word} from:{now:%Y} to:{now:%Y}" for word in (*the, *rare)],
        "word of long ago": [f"{word} to:2018" for word in (*the, *rare)],
        "word in answers": [f"{word} in:answers" for word in (*the, *rare)],
        "word in names": [f"{word} in:people" for word in (*the, *rare)],
        "word unchecked": [f"{word} verified:unchecked" for word in (*the, *rare)],
        "all at once": [f'"of the" {word} in:answers speaker:{speaker.slug} from:2020' for word in common],
        "in Chinese": ["开放权重", "书"],
    }
    found = {name: [_search("search", q=query) for query in queries] for name, queries in kinds.items()}
    return found | {
        "further page": [_search("search", q=word, after=middle) for word in the],
        "as someone types": [_search("search_json", q=f"{word[:n]}*") for word in common for n in (2, 3, 4)],
    }


def _search(view: str, **asked: str) -> str:
    return f"{reverse(f'blog:{view}')}?{urlencode(asked)}"


def _by_use(now: datetime) -> QuerySet[Tag]:
    """Tags, the one of most essays first."""
    tags: QuerySet[Tag] = Tag.objects.visible(now).annotate(essays=Count("post_tags"))
    return tags.order_by("-essays", "pk")


def _last[Row: (Post, Excerpt)](rows: QuerySet[Row], field: str) -> str:
    """The key of a page near the end of these."""
    row = rows.order_by(field, "pk")[min(rows.count() - 1, 30)]
    return key(getattr(row, field), row.pk)


def _spread[Row: (Post, Excerpt)](rows: QuerySet[Row]) -> list[str]:
    """The addresses of some, from the first to the last."""
    slugs = list(rows.order_by("pk").values_list("slug", flat=True))
    return slugs[:: max(len(slugs) // SOME, 1)][:SOME]


def _slugs[Row: (Person, Source, Series)](rows: QuerySet[Row]) -> list[str]:
    return list(rows.values_list("slug", flat=True)[:SOME])
