"""One quoted exchange: ordered turns, one source. It lives once and is placed in any number of posts."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from blog.models.addresses import address, slug_field
from blog.models.check import Check, Standing
from blog.models.complete import CompleteQuerySet, hand_out, held
from blog.models.event import Event, give_events
from blog.models.look import Outcome
from blog.models.paging import Page, newest_first
from blog.models.partial_date import validate_partial_date
from blog.models.prepared import planned
from blog.models.snapshot import digest_of
from blog.models.tag import ExcerptTag, Tag
from blog.models.visibility import has, leads_to, published, withdrawn
from blog.transcripts import Exchange, SourceLine, Translation, write_box
from blog.transcripts import Turn as SpokenTurn


class ExcerptQuerySet(CompleteQuerySet["Excerpt"]):
    def visible(self, now: datetime) -> Self:
        """Excerpts a stranger may read at `now`: those a published post shows."""
        return self.filter(leads_to(self.model, "placements", published(now, "post")))

    def gone(self, now: datetime) -> Self:
        """Excerpts that only withdrawn posts show now, and readers saw there: their addresses answer 410."""
        return self.filter(
            ~has(self.model, published(now, "placements__post")),
            has(self.model, withdrawn(now, "placements__post") & Q(placements__unseen=False)),
        )

    def with_turns(self) -> Self:
        """Its words, who speaks them, where, and what checking them found, in a fixed number of queries."""
        return self.select_related("source").completed_by(give_turns)

    def for_page(self) -> Self:
        """What its own page, an essay's, a file or a feed shows of it: also what happened since."""
        return self.with_turns().completed_by(give_events)

    def for_cards(self) -> Self:
        """What a list shows of each excerpt, in a fixed number of queries, without the words of its turns."""
        shown = ("slug", "question", "language", "said", "first_shown_at", "source__title")
        return self.only(*shown).select_related("source").completed_by(_give_labels)

    def page(self, before: str | None) -> Page["Excerpt"]:
        return newest_first(self, "first_shown_at", before)


class Excerpt(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    slug = slug_field()
    context = models.TextField(
        _("context"), blank=True, help_text=_("A line before the exchange: what led to it.")
    )
    source = models.ForeignKey(
        "blog.Source",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="excerpts",
        db_index=False,  # excerpt_in_order begins with it
    )
    said = models.CharField(_("said on"), max_length=10, blank=True, validators=[validate_partial_date])
    language = models.CharField(_("language"), max_length=35, blank=True)
    raw = models.TextField(_("as pasted"), blank=True, editable=False)
    question = models.TextField(editable=False, default="")
    place_url = models.TextField(
        editable=False, default="", help_text=_("The address of these very words at the source, where sure.")
    )
    place_at = models.CharField(
        max_length=20, editable=False, default="", help_text=_("The time or page that leads to, if one does.")
    )
    place_order = models.CharField(max_length=11, editable=False, default="c")  # see source_order.py
    last_turn_number = models.PositiveIntegerField(default=0, editable=False)
    first_shown_at = models.DateTimeField(
        _("first shown at"), null=True, blank=True, editable=False, db_index=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    modified_at = models.DateTimeField(editable=False)
    feed_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    tags = TaggableManager(through=ExcerptTag, blank=True)

    objects = ExcerptQuerySet.as_manager()

    class Meta:
        verbose_name = _("excerpt")
        verbose_name_plural = _("excerpts")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["source", "place_order", "first_shown_at", "id"], name="excerpt_in_order"),
            models.Index(
                fields=["source", "-first_shown_at", "-id"],
                name="excerpt_of_source",
                condition=Q(first_shown_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.question).chars(80) or self.slug

    def get_absolute_url(self) -> str:
        return address("blog:excerpt", self.slug)

    def as_exchange(self) -> Exchange:
        """Its words and source, without its slug; the date said stands beside the source if there is one."""
        line = self.source and SourceLine(title=self.source.title, url=self.source.url, date=self.said)
        return Exchange(
            turns=tuple(turn.as_spoken() for turn in self.turn_list),
            source=line or None,
            language=self.language,
            said="" if line else self.said,
            context=self.context,
        )

    def as_box(self) -> str:
        """What its Transcript box shows."""
        return write_box(self.as_exchange())

    @property
    def turn_list(self) -> list["Turn"]:
        """Its turns in order; from the prefetch where `with_turns` made one."""
        return held(self, "turns")

    @property
    def asked(self) -> "Turn | None":
        """The turn `question` is from: the first that asks, else the first."""
        turns = self.turn_list
        return next((turn for turn in turns if turn.kind == Turn.Kind.QUESTION), turns[0] if turns else None)

    @property
    def speakers(self) -> list["Turn"]:
        """The first turn of each who answers, in order; where nobody answers, of each who speaks."""
        answers = [turn for turn in self.turn_list if turn.kind == Turn.Kind.ANSWER]
        first: dict[int | str, Turn] = {}
        for turn in answers or [turn for turn in self.turn_list if turn.kind != Turn.Kind.EDITOR]:
            first.setdefault(turn.person_id or turn.label, turn)
        return list(first.values())

    @property
    def corrections(self) -> list[Event]:
        """What was put right in it, newest first."""
        return [event for event in held(self, "events") if event.kind == Event.Kind.CORRECTION]

    @property
    def since(self) -> list[Event]:
        """What happened since it was said, and what those quoted reply, newest first."""
        return [event for event in held(self, "events") if event.kind != Event.Kind.CORRECTION]

    @property
    def standing(self) -> Standing:
        """How its words, but for the editor's, stand to their source (from `with_turns`)."""
        return Standing.of([turn.checked for turn in self.turn_list if turn.kind != Turn.Kind.EDITOR])

    @property
    def drift(self) -> str:
        """What readers are told of its source: "dead", "changed" where these words are gone, or ""."""
        told, _since, gone = self.source.told if self.source else ("", None, [])
        if told != Outcome.CHANGED or any(digest_of(turn.text) in gone for turn in self.turn_list):
            return told
        return ""

    @property
    def copy_first(self) -> str:
        """The archived copy readers are led to where the original is lost to them; "" for none."""
        return next(iter(self.source.copies), "") if self.source and self.drift else ""

    @property
    def shown_tags(self) -> list[Tag]:
        return [item.tag for item in held(self, "excerpt_tags")]


class Turn(models.Model):
    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        REMARK = "remark", _("Remark")
        EDITOR = "editor", _("Editor")

    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField(help_text=_("Names the turn for life: `#t2`."))
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    label = models.CharField(_("label"), max_length=200)
    person = models.ForeignKey(
        "blog.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turns",
        db_index=False,  # turn_of_person begins with it
    )
    unmatched = models.BooleanField(
        default=False, help_text=_("Whether the label names someone, and nobody has said yet whom.")
    )
    capacity = models.CharField(_("capacity"), max_length=300, blank=True)
    text = models.TextField(_("words"))
    language = models.CharField(_("language"), max_length=35, blank=True)
    time_code = models.CharField(_("time"), max_length=20, blank=True)
    translation = models.TextField(_("translation"), blank=True)
    translation_language = models.CharField(max_length=35, blank=True)
    translator = models.CharField(_("translator"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["person", "kind", "capacity", "excerpt"], name="turn_of_person"),
            models.Index(fields=["-excerpt"], name="turn_unmatched", condition=Q(unmatched=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["excerpt", "number"], name="turn_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="turn_has_words"),
            models.CheckConstraint(
                condition=Q(kind__in=["question", "answer", "remark", "editor"]), name="turn_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:60]}"

    @classmethod
    def of_reply(cls, reply: Event, excerpt: Excerpt) -> Self:
        """A reply as the turn it is set as, never stored; `excerpt` is what it replies to, with its turns."""
        spoken = reply.turn_of(excerpt)
        return cls(
            excerpt=excerpt,
            number=0,
            kind=cls.Kind.ANSWER,
            label=reply.label,
            person=spoken.person if spoken else None,
            capacity=reply.capacity,
            text=reply.text,
            language=reply.language,
        )

    @property
    def checked(self) -> Check | None:
        """What comparing it with its source found, if it was compared."""
        return getattr(self, "found", None)

    @property
    def speaker_url(self) -> str:
        """The page about who speaks, if it is known who, and that is not hidden."""
        return self.person.get_absolute_url() if self.person and not self.person.hidden else ""

    def as_spoken(self) -> SpokenTurn:
        """The turn as the transcript room tells it."""
        translated = self.translation and Translation(
            self.translation_language, self.translator, self.translation
        )
        return SpokenTurn(
            kind=self.kind,
            label=self.label,
            text=self.text,
            capacity=self.capacity,
            time=self.time_code,
            language=self.language,
            translation=translated or None,
        )


def give_turns(excerpts: Sequence[Excerpt]) -> None:
    hand_out(excerpts, "turns", _turns)


def _give_labels(excerpts: Sequence[Excerpt]) -> None:
    hand_out(excerpts, "turns", _labels)


@planned
def _turns(excerpts: list[int]) -> QuerySet[Turn]:
    return (
        Turn.objects.filter(excerpt__pk__in=excerpts).select_related("person", "found").order_by("position")
    )


@planned
def _labels(excerpts: list[int]) -> QuerySet[Turn]:
    """Turns without their words, but for those of a question that are translated."""
    named = ("excerpt", "kind", "label", "person", "capacity")
    worded = ("language", "translation", "translation_language")
    return Turn.objects.filter(excerpt__pk__in=excerpts).only(*named, *worded).order_by("position")
