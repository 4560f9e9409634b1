"""The same essay in other languages, as a stranger may know of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language_info

from blog.models import Post, SiteIdentity
from blog.models.post import PostQuerySet
from blog.models.prepared import prepared


@dataclass(frozen=True, slots=True)
class Translation:
    """An essay, the tag of its language, and that language by its own name."""

    post: Post
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Translations:
    """The `others`; `all` with the essay itself; and the `original`. All are empty where there is but one."""

    others: list[Translation]
    all: list[Translation]
    original: Post | None


def translations_of(post: Post, site: SiteIdentity, now: datetime) -> Translations:
    others = [_in_its_language(row, site) for row in _others(post.translation_of_id or post.pk, post.pk, now)]
    if not others:
        return Translations([], [], None)
    every = [_in_its_language(post, site), *others]
    original = next((row.post for row in every if row.post.translation_of_id is None), None)
    return Translations(others, every, original)


@prepared
def _others(root: int, post: int, now: datetime) -> PostQuerySet:
    rows = Post.objects.published(now).in_family(root).exclude(pk=post)
    return rows.only("slug", "title", "language", "translation_of")


def _in_its_language(post: Post, site: SiteIdentity) -> Translation:
    language = post.language or site.language
    return Translation(post, language, own_name(language))


def own_name(language: str) -> str:
    """`Deutsch` for `de-AT`; the tag itself where Django does not know the language."""
    try:
        return str(get_language_info(language.lower())["name_local"]).capitalize()
    except KeyError:
        return language
