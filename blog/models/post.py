"""An essay: what readers see of it, and when."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from blog.models.addresses import address, is_random, slug_field
from blog.models.authorship import give_authors
from blog.models.change import Change
from blog.models.complete import CompleteQuerySet, held
from blog.models.event import Event
from blog.models.excerpt import Excerpt
from blog.models.image import give_covers, give_pictures, pictures
from blog.models.paging import Page, among, newest_first
from blog.models.person import Person
from blog.models.placement import Placement, give_excerpts, give_leading
from blog.models.series import Series
from blog.models.tag import PostTag, Tag, give_tags
from blog.models.visibility import announced, published, withdrawn
from blog.rendering import Picture


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PostQuerySet(CompleteQuerySet["Post"]):
    def published(self, now: datetime) -> Self:
        """Posts a stranger may read at `now` (aware, UTC)."""
        return self.filter(published(now))

    def announced(self, now: datetime) -> Self:
        """Published and past Undo: what feeds, sitemaps and mail may name."""
        return self.filter(announced(now))

    def gone(self, now: datetime) -> Self:
        """Announced once and taken back since: their addresses answer 410."""
        return self.filter(withdrawn(now))

    def tagged(self, tag: Tag, known: int = 0) -> Self:
        """Those under `tag`, of which so many are known to be there."""
        return among(self, PostTag.objects.filter(tag=tag), "content_object", known)

    def in_series(self, series: Series | int) -> Self:
        """The parts of `series` in their order. Two at one place, as a file may say, stand as they came."""
        return self.filter(series=series).order_by("series_position", "pk")

    def translations_of(self, post: "Post") -> Self:
        """The same essay in other languages: the original and its translations, without `post`."""
        root = post.translation_of_id or post.pk
        return self.none() if root is None else self.in_family(root).exclude(pk=post.pk)

    def in_family(self, root: int) -> Self:
        """The post of this id and its translations."""
        family = self.model._base_manager.filter(Q(pk=root) | Q(translation_of=root)).values("pk")
        return self.filter(pk__in=family).order_by("pk")

    def for_cards(self) -> Self:
        """What a list shows of each post, in a fixed number of queries."""
        shown = ("title", "slug", "language", "published_at", "description", "minutes", "cover")
        return self.only(*shown).select_related("cover").completed_by(give_leading, give_covers)

    def for_page(self) -> Self:
        """What a post's own page, file or feed entry shows, in a fixed number of queries."""
        changed = Change.objects.filter(post=OuterRef("pk"))
        rows = self.select_related("cover", "series").annotate(has_changes=Exists(changed))
        return rows.completed_by(give_tags, give_authors, give_excerpts, give_pictures)

    def page(self, before: str | None) -> Page["Post"]:
        return newest_first(self, "published_at", before)


class Post(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    title = models.CharField(_("title"), max_length=300, blank=True)
    slug = slug_field()
    summary = models.TextField(
        _("summary"), blank=True, max_length=500, help_text=_("Empty: the essay's first sentences.")
    )
    body = models.TextField(_("text"), blank=True)
    language = models.CharField(
        _("language"), max_length=35, blank=True, help_text=_("Empty: the site's language.")
    )
    authors = models.ManyToManyField(
        Person,
        verbose_name=_("authors"),
        through="Authorship",
        through_fields=("post", "person"),
        related_name="posts",
    )
    cover = models.ForeignKey(
        "blog.Image",
        verbose_name=_("cover"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covers",
    )
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        db_index=False,  # post_in_series begins with it
    )
    series_position = models.PositiveIntegerField(
        null=True, editable=False, help_text=_("Orders the parts; readers count those they see.")
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        help_text=_("The original, which is no translation itself."),
    )
    tags = TaggableManager(through=PostTag, blank=True)
    excerpts = models.ManyToManyField("blog.Excerpt", through=Placement, related_name="posts")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    planned_at = models.DateTimeField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("Ahead: appears then. Past: shown as its date. Empty: when published."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    review_note = models.CharField(_("what to mend"), max_length=1000, blank=True, editable=False)
    state_before = models.CharField(max_length=10, blank=True, editable=False)
    signalled_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    saved_at = models.DateTimeField(editable=False)
    modified_at = models.DateTimeField(
        null=True, editable=False, help_text=_("Last change readers were told of.")
    )
    feed_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    description = models.CharField(max_length=500, blank=True, editable=False)
    segments = models.JSONField(default=list, editable=False)
    plain_text = models.TextField(blank=True, editable=False)
    contents = models.JSONField(default=list, editable=False)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    minutes = models.PositiveIntegerField(default=1, editable=False)
    anchors = models.JSONField(default=list, editable=False)
    remarks = models.JSONField(default=list, editable=False)
    renderer_version = models.PositiveIntegerField(default=0, editable=False)

    objects = PostQuerySet.as_manager()

    leading: list[Placement]
    has_changes: bool

    class Meta:
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id", "withdrawn_at"], name="post_newest_first"),
            models.Index(fields=["announced_at"], name="post_announced"),
            models.Index(
                fields=["announced_at"],
                name="post_untold",
                condition=Q(signalled_at=None, announced_at__isnull=False),
            ),
            models.Index(fields=["state", "-saved_at"], name="post_by_state"),
            models.Index(fields=["series", "series_position"], name="post_in_series"),
            models.Index(
                fields=["translation_of"],
                name="post_translates",
                condition=Q(translation_of__isnull=False),  # few are: over all, SQLite takes it for no help
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="post_state_and_times_agree",
                condition=(
                    Q(
                        state__in=["draft", "in review"],
                        published_at=None,
                        announced_at=None,
                        withdrawn_at=None,
                    )
                    | Q(
                        state__in=["scheduled", "published"],
                        published_at__isnull=False,
                        announced_at__isnull=False,
                        withdrawn_at=None,
                    )
                    | Q(
                        state="withdrawn",
                        published_at__isnull=False,
                        announced_at__isnull=False,
                        withdrawn_at__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="post_in_series_has_place",
                condition=Q(series=None, series_position=None)
                | Q(series__isnull=False, series_position__isnull=False),
            ),
            models.CheckConstraint(
                name="post_translates_another", condition=~Q(translation_of=models.F("id"))
            ),
            models.CheckConstraint(
                name="post_public_has_title", condition=Q(state__in=["draft", "in review"]) | ~Q(title="")
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return address("blog:post", self.slug)

    def is_published(self, now: datetime) -> bool:
        """Whether a stranger may read it at `now`; says of one row what `published` says of many."""
        return self.published_at is not None and self.published_at <= now and self.withdrawn_at is None

    def was_announced(self, now: datetime) -> bool:
        """Whether anyone was told of it: from then on its address is kept."""
        return self.announced_at is not None and self.announced_at <= now

    @property
    def updated_at(self) -> datetime | None:
        """When readers were last told of a change: to appear, with whatever date, is none."""
        changed = self.modified_at and self.announced_at and self.modified_at > self.announced_at
        return self.modified_at if changed else None

    @property
    def is_released(self) -> bool:
        """Published, scheduled or withdrawn: its columns are what readers see, will see or saw."""
        return self.state not in {State.DRAFT, State.IN_REVIEW}

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read: text, or an exchange."""
        return bool(self.plain_text.strip()) or self.placements.exists()

    @property
    def has_own_slug(self) -> bool:
        """Whether its address was made of words and is kept, not drawn for want of a title."""
        return self.is_released or not is_random(self.slug)

    @property
    def opening(self) -> Excerpt | None:
        """The excerpt it opens with, where `for_cards` or `for_page` loaded it."""
        leading = self.leading if hasattr(self, "leading") else held(self, "placements")
        return leading[0].excerpt if leading else None

    @property
    def shown_tags(self) -> list[Tag]:
        """Its tags in the author's order."""
        return [item.tag for item in held(self, "post_tags")]

    @property
    def corrections(self) -> list[Event]:
        """What was put right in it, newest first."""
        return held(self, "events")

    @property
    def pictures(self) -> dict[str, Picture]:
        """The images of its text, by their keys."""
        return pictures(self.image_uses)

    @property
    def author_list(self) -> list[Person]:
        """Its authors in order."""
        return [item.person for item in held(self, "authorships")]
