"""The same essay in other languages, as a sitemap tells search engines (rel="alternate", hreflang)."""

from collections import defaultdict

from django.db.models import F, Q

from blog.models import SiteIdentity
from blog.models.post import PostQuerySet

ORIGINAL = "x-default"


def alternates(posts: PostQuerySet, first: int, last: int) -> dict[int, dict[str, str]]:
    """By the id of each from `first` to `last` that has translations among `posts`: slugs by language.

    Its own is included, and that of the original once more. Nothing translated costs one query.
    """
    here = Q(pk__gte=first, pk__lte=last) | Q(translation_of__gte=first, translation_of__lte=last)
    tied = posts.filter(here, translation_of__isnull=False)
    originals = set(tied.values_list("translation_of", flat=True))
    if not originals:
        return {}
    members = posts.filter(Q(pk__in=originals) | Q(translation_of__in=originals)).order_by(
        F("translation_of").asc(nulls_first=True), "pk"
    )
    site_language = SiteIdentity.current().language
    families: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, original, slug, language in members.values_list("pk", "translation_of", "slug", "language"):
        families[original or pk].append((pk, language or site_language, slug))
    return {pk: _told(family, original) for original, family in families.items() for pk, *_rest in family}


def _told(family: list[tuple[int, str, str]], original: int) -> dict[str, str]:
    """Nothing of one that stands alone, for its original or its translations are not announced."""
    if len(family) == 1:
        return {}
    told = {language: slug for _pk, language, slug in family}
    pk, _language, slug = family[0]
    return told | {ORIGINAL: slug} if pk == original else told
