"""A picture: the file we made of what was uploaded, its smaller renditions, and where it stands."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.models.complete import hand_out
from blog.models.prepared import planned
from blog.models.visibility import has, published
from blog.rendering import Picture, Variant

if TYPE_CHECKING:
    from blog.models.page import Page
    from blog.models.post import Post

KEY_BYTES = 16
ALT_LENGTH = 500
SHARED = 1280
"""Most pixels across that other sites show of an image."""
_KEY = re.compile(rf"(?<![0-9a-z])[0-9a-f]{{{2 * KEY_BYTES}}}(?![0-9a-z])")


def random_key() -> str:
    """What names an image in addresses and texts: nobody guesses it (128 bits)."""
    return secrets.token_hex(KEY_BYTES)


def keys_in(*texts: str) -> list[str]:
    """Whatever may name an image in texts not rendered yet: `media:KEY`, or a key alone."""
    return [key for text in texts for key in _KEY.findall(text)]


class ImageQuerySet(models.QuerySet["Image"]):
    def visible(self, now: datetime) -> Self:
        """Images a stranger may see at `now`: in or above a published post, on a page, of a person shown."""
        from blog.models.person import Person  # here: people have portraits

        return self.filter(
            has(self.model, published(now, "uses__post"))
            | has(self.model, published(now, "covers"))
            | has(self.model, Q(uses__page__is_published=True))
            | has(self.model, Q(portraits__in=Person.objects.visible(now)))
        )

    def of_post(self, post: models.Model) -> Self:
        """The images a post shows, or will with the edits that wait."""
        used = Q(uses__post=post) | Q(uses__working_copy__post=post) | Q(covers=post)
        return self.filter(has(self.model, used))


class Image(models.Model):
    key = models.CharField(max_length=2 * KEY_BYTES, unique=True, default=random_key, editable=False)
    file = models.CharField(_("file"), max_length=80, editable=False)
    alt = models.CharField(
        _("text in its place"),
        max_length=ALT_LENGTH,
        blank=True,
        help_text=_("What it shows, for who does not see it. A text that places the image may say it anew."),
    )
    media_type = models.CharField(max_length=20, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text=_("In bytes."))
    digest = models.CharField(max_length=64, editable=False, help_text=_("SHA-256 of what was uploaded."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file

    def get_absolute_url(self) -> str:
        return self.address_of(self)

    @property
    def folder(self) -> Path:
        """Where its files are, alone."""
        return Path(settings.MEDIA_ROOT, self.key)

    @property
    def markdown(self) -> str:
        """What places it in a text."""
        return f"![{self.alt.replace('[', '').replace(']', '')}](media:{self.key})"

    @property
    def shared(self) -> "Image | Rendition":
        """The file for other sites: JPEG and no larger than they show, or itself until there is one."""
        files = (file for file in self.renditions.all() if file.media_type == "image/jpeg")
        small = [file for file in files if file.width <= SHARED]
        return max(small, key=lambda file: file.width) if small else self

    def address_of(self, file: "Image | Rendition") -> str:
        return reverse("blog:media", args=[self.key, file.file])

    def as_picture(self) -> Picture:
        """What a page needs to show it; its renditions from the prefetch where one was made."""
        kinds: dict[str, list[tuple[str, int]]] = {}
        for rendition in self.renditions.all():
            at = self.address_of(rendition)
            kinds.setdefault(rendition.media_type, []).append((at, rendition.width))
        return Picture(
            address=self.get_absolute_url(),
            width=self.width,
            height=self.height,
            alt=self.alt,
            variants=tuple(Variant(kind, tuple(files)) for kind, files in kinds.items()),
        )


class Rendition(models.Model):
    """The same picture in a width and a format; its file lies beside the image's own."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    file = models.CharField(max_length=100)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["image", "file"], name="rendition_once")]

    def __str__(self) -> str:
        return self.file


class ImageUse(models.Model):
    """An image that a text names: a post's, waiting edits', or a page's. Written at each save."""

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="uses")
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="image_uses")
    page = models.ForeignKey("blog.Page", on_delete=models.CASCADE, null=True, related_name="image_uses")
    working_copy = models.ForeignKey(
        "blog.WorkingCopy", on_delete=models.CASCADE, null=True, related_name="image_uses"
    )

    class Meta:
        verbose_name = _("use of an image")
        verbose_name_plural = _("uses of images")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="image_use_by_one_text",
                condition=Q(post__isnull=False, page=None, working_copy=None)
                | Q(post=None, page__isnull=False, working_copy=None)
                | Q(post=None, page=None, working_copy__isnull=False),
            ),
            models.UniqueConstraint(fields=["image", "post"], name="image_once_a_post"),
            models.UniqueConstraint(fields=["image", "page"], name="image_once_a_page"),
            models.UniqueConstraint(fields=["image", "working_copy"], name="image_once_a_working_copy"),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} in {self.post_id or self.page_id or self.working_copy_id}"


def give_covers(posts: "Sequence[Post]") -> None:
    """Their renditions, too."""
    _give_renditions([post.cover for post in posts if post.cover])


def give_pictures(posts: "Sequence[Post]") -> None:
    """The images of their texts and their covers, with their renditions."""
    uses = hand_out(posts, "image_uses", _of_posts)
    _give_renditions([*(use.image for use in uses), *(post.cover for post in posts if post.cover)])


def give_page_pictures(pages: "Sequence[Page]") -> None:
    """The images of their texts, with their renditions."""
    _give_renditions([use.image for use in hand_out(pages, "image_uses", _of_pages)])


def _give_renditions(images: Sequence[Image]) -> None:
    hand_out(images, "renditions", _renditions)


@planned
def _of_posts(posts: list[int]) -> QuerySet[ImageUse]:
    return ImageUse.objects.filter(post__pk__in=posts).select_related("image")


@planned
def _of_pages(pages: list[int]) -> QuerySet[ImageUse]:
    return ImageUse.objects.filter(page__pk__in=pages).select_related("image")


@planned
def _renditions(images: list[int]) -> QuerySet[Rendition]:
    return Rendition.objects.filter(image__pk__in=images)


def pictures(uses: models.Manager[ImageUse]) -> dict[str, Picture]:
    """What `fill` needs of a text's images: by the key its body names them with."""
    return {use.image.key: use.image.as_picture() for use in uses.all()}
