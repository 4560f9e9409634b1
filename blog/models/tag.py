"""Topics. All that django-taggit does for us is behind this file: abstract rows with real foreign keys."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from blog.models.addresses import address, make_slug, random_slug, slug_field
from blog.models.complete import hand_out
from blog.models.prepared import Rows, planned
from blog.models.redirect import former, free_slug
from blog.models.visibility import leads_to, published

if TYPE_CHECKING:
    from blog.models.excerpt import Excerpt
    from blog.models.post import Post

_SPOKEN = {"+": " plus ", "#": " sharp ", "&": " and "}


def tag_key(name: str) -> str:
    """What makes two spellings the same tag: NFKC, casefolded, runs of spaces as one hyphen."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return re.sub(r"[\s-]+", "-", folded).strip("-")


def tag_slug(key: str) -> str:
    """The address of a tag; `C`, `C++` and `C#` keep apart as `c`, `c-plus-plus` and `c-sharp`."""
    return make_slug("".join(_SPOKEN.get(sign, sign) for sign in key)) or random_slug("tag")


class TagQuerySet(models.QuerySet["Tag"]):
    def visible(self, now: datetime) -> Self:
        """Tags of a post a stranger may read at `now`."""
        return self.filter(leads_to(self.model, "post_tags", published(now, "content_object")))

    def named(self, names: Iterable[str]) -> list["Tag"]:
        """The tags of these names, in their order and each once; new ones are made, spelled as given.

        A former name means the tag its address leads to. Names without a letter, digit or sign are left out.
        """
        spelled: dict[str, str] = {}
        for name in names:
            if key := tag_key(name):
                spelled.setdefault(key[:100], " ".join(name.split())[:100])
        known = self.known(spelled)
        tags = [known.get(key) or self._make(key, name) for key, name in spelled.items()]
        return list(dict.fromkeys(tags))

    def known(self, keys: Collection[str]) -> dict[str, "Tag"]:
        """The tags that have, or had, these keys; each under the key it was asked for."""
        found = {tag.key: tag for tag in self.filter(key__in=keys)}
        for key in keys:
            if key not in found and (tag := former(Tag.objects.all(), tag_slug(key))):
                found[key] = tag
        return found

    def _make(self, key: str, name: str) -> "Tag":
        return self.create(key=key, name=name, slug=free_slug(Tag, tag_slug(key)))


class Tag(TagBase):  # type: ignore[misc]
    slug = slug_field()
    key = models.CharField(max_length=100, unique=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["key"]

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = tag_key(self.name)[:100]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("blog:tag", self.slug)


class PostTag(ItemBase):  # type: ignore[misc]
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="post_tags")
    content_object = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="post_tags")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="post_tag_once")]


class ExcerptTag(ItemBase):  # type: ignore[misc]
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="excerpt_tags")
    content_object = models.ForeignKey("blog.Excerpt", on_delete=models.CASCADE, related_name="excerpt_tags")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="excerpt_tag_once")]


def set_tags(row: "Post | Excerpt", names: Iterable[str]) -> list[Tag]:
    """Give `row` exactly the tags of these names, in their order; returns them."""
    tags = Tag.objects.named(names)
    items = row.tags.through.objects.filter(content_object=row)
    before = list(items.values_list("tag", flat=True))
    if before != [tag.pk for tag in tags]:
        if before:
            items.delete()
        items.bulk_create([row.tags.through(tag=tag, content_object=row) for tag in tags])
    return tags


class TagLink(NamedTuple):
    """What a link to a tag shows: to read whole rows for it takes ten times as long."""

    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return address("blog:tag", self.slug)


def tag_links(posts: list[int]) -> dict[int, list[TagLink]]:
    """The tags of each of these posts that has any, in the author's order."""
    found: defaultdict[int, list[TagLink]] = defaultdict(list)
    for post, name, slug in _links(posts):
        found[post].append(TagLink(name, slug))
    return found


@planned
def _links(posts: list[int]) -> Rows:
    rows: models.QuerySet[PostTag] = PostTag.objects.filter(content_object__pk__in=posts)
    return rows.values_list("content_object", "tag__name", "tag__slug")


def give_tags(posts: "Sequence[Post]") -> None:
    hand_out(posts, "post_tags", _tags)


def give_excerpt_tags(excerpts: "Sequence[Excerpt]") -> None:
    hand_out(excerpts, "excerpt_tags", _excerpt_tags)


@planned
def _excerpt_tags(excerpts: list[int]) -> models.QuerySet[ExcerptTag]:
    rows: models.QuerySet[ExcerptTag] = ExcerptTag.objects.filter(content_object__pk__in=excerpts)
    return rows.select_related("tag")


@planned
def _tags(posts: list[int]) -> models.QuerySet[PostTag]:
    rows: models.QuerySet[PostTag] = PostTag.objects.filter(content_object__pk__in=posts)
    return rows.select_related("tag")
