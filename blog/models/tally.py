"""How many a stranger may read of what, as a number that is kept: counting takes as long as there are rows.

`blog.publishing.tallying` writes it, in the transaction of each change.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db import models

from blog.models.prepared import Rows, prepared


class TallyQuerySet(models.QuerySet["Tally"]):
    def numbers(self, what: str) -> dict[int, int]:
        """The number of each row that has any."""
        return dict(self.filter(what=what, number__gt=0).values_list("row", "number"))

    def number(self, what: str, row: int) -> int:
        return sum(number for _row, _what, number in _counted([what], [row]))

    def of_each(self, rows: Collection[int], *what: str) -> dict[int, dict[str, int]]:
        """What is counted of these rows, of each that has any, in one query."""
        found: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for row, name, number in _counted(list(what), list(rows)):
            found[row][name] = number
        return found


class Tally(models.Model):
    """How many of one kind belong to one tag, person or source: `row` is its id."""

    class What(models.TextChoices):
        TAGGED = "tagged"
        """Essays under a tag."""
        WROTE = "wrote"
        """Essays that a person wrote,"""
        QUOTED = "quoted"
        """those that show what they said,"""
        EXCHANGE = "exchange"
        """exchanges in which they speak,"""
        QUESTION = "question"
        ANSWER = "answer"
        REMARK = "remark"
        """and their turns there, by the kind of turn."""
        SOURCE = "source"
        """Exchanges from a source,"""
        VERIFIED = "verified"
        CUT = "cut"
        FAILED = "failed"
        WAITING = "waiting"
        """and of each how it stands to it: its words are there, with cuts, are not, or are not checked."""

    what = models.CharField(max_length=8, choices=What)
    row = models.PositiveBigIntegerField()
    number = models.BigIntegerField()
    """Never below 0; but a number that is wrong must not keep anyone from saving."""

    objects = TallyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "row"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.row}: {self.number}"


class TallyPart(models.Model):
    """What one essay or exchange that readers see adds to the tallies, by its id; that of others is not kept.

    So a change of it is told from what it was before, and what is deleted can still be taken away.
    """

    class Of(models.TextChoices):
        POST = "post"
        EXCERPT = "excerpt"

    of = models.CharField(max_length=7, choices=Of)
    row = models.PositiveBigIntegerField()
    adds = models.JSONField(default=list)
    """Lists of what, the row of the tally, and how many; sorted."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "row"], name="tally_part_once")]

    def __str__(self) -> str:
        return f"{self.of} {self.row}: {self.adds}"


@prepared
def _counted(what: list[str], rows: list[int]) -> Rows:
    found = Tally.objects.filter(what__in=what, row__in=rows, number__gt=0)
    return found.values_list("row", "what", "number")
