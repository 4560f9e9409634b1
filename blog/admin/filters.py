"""What the lists can be asked besides the stock questions. Nobody is offered a name no row of theirs has."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.lists import writer
from blog.models import FAILED, Check, Outcome, Person, Series, Source, Tag, Turn
from blog.models.look import TOLD
from blog.models.visibility import has

NOT_AS_ITS_SOURCE = Check.objects.filter(verdict__in=FAILED).values("turn__excerpt")
DRIFTED = Q(outcome=Outcome.MOVED) | Q(outcome__in=TOLD, archive_urls=[])
"""Sources that moved; and those offline or with other words, as long as no archived copy is named."""
NO_LINK, NO_DATE = Q(url=""), Q(said="", published="")
"""Sources that tell too little of themselves."""
UNMATCHED = Turn.objects.filter(unmatched=True).order_by().values("excerpt")
"""Excerpts with a name that is nearly, or more than once, known."""


def count(rows: QuerySet[Any], of: str, what: str = "pk") -> Coalesce:
    """How many of `rows` lead, by their field `of`, to the outer row; it is not multiplied by them."""
    found = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Coalesce(Subquery(found.annotate(number=Count(what, distinct=True)).values("number")), 0)


class ConditionFilter(admin.SimpleListFilter):
    """One of a few conditions: by the word in the address, what it is called and what it asks."""

    conditions: ClassVar[dict[str, tuple[Any, Q]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [(word, label) for word, (label, _condition) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        word = self.value()
        if word is None:
            return queryset
        if word not in self.conditions:
            raise IncorrectLookupParameters
        return queryset.filter(self.conditions[word][1])


class RelatedFilter(admin.SimpleListFilter):
    """Rows that lead by `path` to one row of `model`, from where `back` leads to them.

    `offered` of those are shown, and the one asked for: other lists link here. One that none of the user's
    rows leads to is refused like one that is not there.
    """

    model: ClassVar[type[Model]]
    path: ClassVar[str]
    back: ClassVar[str]
    offered: ClassVar[int] = 0

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        listed = model_admin.get_queryset(request).values("pk")
        rows = self.model._default_manager.filter(has(self.model, Q(**{f"{self.back}__in": listed})))
        found = {str(row.pk): str(row) for row in rows[: self.offered]} if self.offered else {}
        asked = self.value()
        if asked is not None and asked not in found:
            row = rows.filter(pk=asked).first() if asked.isdecimal() else None
            if row is None:
                raise IncorrectLookupParameters
            found[asked] = str(row)
        return list(found.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value()
        return queryset if asked is None else queryset.filter(has(queryset.model, Q(**{self.path: asked})))


class AuthorFilter(RelatedFilter):
    title, parameter_name = _("author"), "author"
    model, path, back, offered = Person, "authors", "posts", 40


class TagFilter(RelatedFilter):
    title, parameter_name = _("tag"), "tag"
    model, path, back, offered = Tag, "post_tags__tag", "post_tags__content_object", 40


class SeriesFilter(RelatedFilter):
    title, parameter_name = _("series"), "series"
    model, path, back, offered = Series, "series", "posts", 40


class SourceFilter(RelatedFilter):
    title, parameter_name = _("source"), "source"
    model, path, back = Source, "source", "excerpts"


class SpeakerFilter(RelatedFilter):
    title, parameter_name = _("person"), "person"
    model, path, back = Person, "turns__person", "turns__excerpt"


class ExcerptTagFilter(RelatedFilter):
    title, parameter_name = _("tag"), "tag"
    model, path, back = Tag, "excerpt_tags__tag", "excerpt_tags__content_object"


class WhoseFilter(admin.SimpleListFilter):
    """For those who see everyone's essays."""

    title, parameter_name = _("writer"), "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("mine", _("mine"))] if writer(request).is_editor else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(authors__user=writer(request)) if self.value() == "mine" else queryset


class EditsFilter(ConditionFilter):
    title, parameter_name = _("edits"), "edits"
    conditions = {"waiting": (_("not shown yet"), Q(working_copy__isnull=False))}


class PlacedFilter(ConditionFilter):
    title, parameter_name = _("place"), "placed"
    conditions = {
        "no": (_("in no essay, kept for later"), Q(uses=0)),
        "yes": (_("in an essay"), Q(uses__gt=0)),
    }


class ExcerptTendFilter(ConditionFilter):
    title, parameter_name = _("what is missing"), "tend"
    conditions = {
        "name": (_("whom a name means"), Q(pk__in=UNMATCHED)),
        "source": (_("a source"), Q(source=None, uses__gt=0)),
        "wording": (_("its source’s words"), Q(pk__in=NOT_AS_ITS_SOURCE)),
    }


class FoundFilter(ConditionFilter):
    title, parameter_name = _("at its address"), "found"
    conditions = {
        "moved": (_("moved"), Q(outcome=Outcome.MOVED)),
        "dead": (_("offline"), Q(outcome=Outcome.DEAD)),
        "changed": (_("words gone"), Q(outcome=Outcome.CHANGED)),
        "untended": (_("to be mended"), DRIFTED),
    }


class SourceTendFilter(ConditionFilter):
    title, parameter_name = _("what is missing"), "tend"
    conditions = {
        "link": (_("an address"), NO_LINK),
        "date": (_("a date"), NO_DATE),
        "any": (_("an address or a date"), NO_LINK | NO_DATE),
    }


class AccountFilter(ConditionFilter):
    title, parameter_name = _("account"), "account"
    conditions = {
        "yes": (_("signs in"), Q(user__isnull=False)),
        "no": (_("does not sign in"), Q(user__isnull=True)),
    }


class UsedFilter(ConditionFilter):
    """Asks the counts a list shows: `quoted` in excerpts, `essays` written or tagged."""

    title, parameter_name = _("use"), "used"
    conditions = {"no": (_("not used"), Q(quoted=0, essays=0))}


class QuotedFilter(ConditionFilter):
    title, parameter_name = _("use"), "used"
    conditions = {"no": (_("not used"), Q(quoted=0))}
