"""Where an excerpt stands in a post."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from blog.models.complete import hand_out
from blog.models.event import give_events
from blog.models.excerpt import Excerpt, Turn, give_turns
from blog.models.prepared import planned

if TYPE_CHECKING:
    from blog.models.post import Post


class PlacementQuerySet(models.QuerySet["Placement"]):
    def leading(self) -> Self:
        """The first excerpt of each post, with what a card shows of it: its question, and that translated."""
        shown = ("post", "excerpt__slug", "excerpt__question", "excerpt__language")
        rows = self.filter(position=0).select_related("excerpt").only(*shown).order_by("pk")
        asked = asked_in(OuterRef("excerpt"))
        return rows.annotate(
            translation=Subquery(asked.values("translation")),
            translation_language=Subquery(asked.values("translation_language")),
        )


class Placement(models.Model):
    """An excerpt in a post, in the order of the post's text."""

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="placements")
    excerpt = models.ForeignKey(Excerpt, on_delete=models.PROTECT, related_name="placements")
    position = models.PositiveIntegerField()
    in_body = models.BooleanField(
        default=True, help_text=_("Whether the text names it; else it stands at the top.")
    )
    unseen = models.BooleanField(
        default=False, help_text=_("Whether it came into the post only after that was withdrawn.")
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "excerpt"], name="placement_once_a_post")]

    translation: str
    translation_language: str
    """Of the question, as `leading` gives them."""

    def __str__(self) -> str:
        return f"{self.excerpt_id} in {self.post_id}"

    @property
    def question(self) -> tuple[str, str]:
        """What is asked in it as readers meet it, and in what language (from `leading`)."""
        if self.translation:
            return self.translation, self.translation_language
        return self.excerpt.question, self.excerpt.language


def asked_in(excerpt: OuterRef) -> models.QuerySet[Turn]:
    """The turn its question is from, for a subquery: the first that asks, else the first."""
    questions_first = Case(When(kind=Turn.Kind.QUESTION, then=Value(0)), default=Value(1))
    return Turn.objects.filter(excerpt=excerpt).order_by(questions_first, "position")[:1]


def give_leading(posts: Sequence[models.Model]) -> None:
    hand_out(posts, "placements", _leading, to="leading")


def give_excerpts(posts: "Sequence[Post]") -> None:
    """With what happened since, to excerpts and posts. An excerpt in several of the posts is one object."""
    excerpts: dict[int, Excerpt] = {}
    for placement in hand_out(posts, "placements", _placements):
        placement.excerpt = excerpts.setdefault(placement.excerpt_id, placement.excerpt)
    give_turns(list(excerpts.values()))
    give_events(list(excerpts.values()), posts)


@planned
def _leading(posts: list[int]) -> models.QuerySet[Placement]:
    return Placement.objects.leading().filter(post__pk__in=posts)


@planned
def _placements(posts: list[int]) -> models.QuerySet[Placement]:
    rows = Placement.objects.filter(post__pk__in=posts).select_related("excerpt__source")
    return rows.order_by("position")
