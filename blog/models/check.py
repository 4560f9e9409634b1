"""What comparing a turn's words with its source found: kept with what they were compared with, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Verdict(models.TextChoices):
    """In the order of how much they ask of a reader's trust, least first."""

    EXACT = "exact", _("word for word")
    FOLDED = "folded", _("word for word but for typography")
    ELIDED = "elided", _("word for word, with marked cuts")
    UNCHECKED = "unchecked", _("not checked")
    AMBIGUOUS = "ambiguous", _("stands more than once")
    NOT_FOUND = "not_found", _("not found")
    ALTERED = "altered", _("differs")


TYPOGRAPHY = {
    "soft-hyphens": _("signs without width"),
    "ligatures": _("ligatures"),
    "quotes": _("the shape of quotation marks"),
    "dashes": _("dashes"),
    "nfc": _("how letters with accents are stored"),
    "white-space": _("spaces"),
}
"""What may differ and does not count, by the names the check gives."""
IN_A_WORD = {
    Verdict.EXACT: _("Verified"),
    Verdict.FOLDED: _("Verified"),
    Verdict.ELIDED: _("Verified with cuts"),
    Verdict.UNCHECKED: _("Not checked"),
    Verdict.AMBIGUOUS: _("Stands more than once"),
    Verdict.NOT_FOUND: _("Not found in the source"),
    Verdict.ALTERED: _("Differs from the source"),
}
FOUND = {
    Verdict.EXACT: _("found once, exactly."),
    Verdict.FOLDED: _("found once."),
    Verdict.AMBIGUOUS: _(
        "the words stand there more than once, and nobody has said yet which place is meant."
    ),
    Verdict.NOT_FOUND: _("no passage there is like some of these words."),
    Verdict.ALTERED: _("some of these words are not those of the source."),
}
"""What the check found, as a sentence goes on; of cuts and of words not checked there is more to say."""
PASSED = frozenset([Verdict.EXACT, Verdict.FOLDED, Verdict.ELIDED])
FAILED = (Verdict.AMBIGUOUS, Verdict.NOT_FOUND, Verdict.ALTERED)


class Check(models.Model):
    """Of one turn. A turn without one was not compared: its source has no snapshot."""

    turn = models.OneToOneField("blog.Turn", on_delete=models.CASCADE, related_name="found")
    verdict = models.CharField(max_length=9, choices=Verdict)
    contract = models.PositiveSmallIntegerField(help_text=_("The version of the rules it was found by."))
    sha256 = models.CharField(max_length=64, help_text=_("Of the snapshot's text."))
    at = models.DateTimeField()
    chosen = models.PositiveIntegerField(
        null=True, help_text=_("Which of several places is meant: where it starts.")
    )
    spans = models.JSONField(default=list, help_text=_("[start, end] of each passage in the snapshot."))
    folds = models.JSONField(default=list, help_text=_("What differs and does not count, by name."))
    omitted_words = models.PositiveIntegerField(default=0)
    diff = models.JSONField(default=list, help_text=_("[op, words quoted, words of the source]."))

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        indexes = [
            models.Index(fields=["contract"], name="check_contract"),
            models.Index(fields=["turn"], name="check_failed", condition=models.Q(verdict__in=FAILED)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="check_verdict_known")
        ]

    def __str__(self) -> str:
        return self.verdict

    @property
    def has_passed(self) -> bool:
        return self.verdict in PASSED


@dataclass(frozen=True, slots=True)
class Standing:
    """How all words of an exchange stand to their source: as the worst of its turns does.

    `at` is when the first of them was compared; None where not all were.
    """

    verdict: Verdict
    at: datetime | None = None
    folds: tuple[str, ...] = ()
    omitted_words: int = 0

    @property
    def has_passed(self) -> bool:
        return self.verdict in PASSED

    @property
    def typography(self) -> list[str]:
        """What differs from the source and does not count, in words."""
        return [str(words) for fold, words in TYPOGRAPHY.items() if fold in self.folds]

    @property
    def in_a_word(self) -> str:
        return str(IN_A_WORD[self.verdict])

    @property
    def found(self) -> str:
        """What the check found; nothing where words were not checked."""
        if self.verdict == Verdict.ELIDED:
            told = ngettext(
                "every part found, in order; %(n)s word is left out where […] stands.",
                "every part found, in order; %(n)s words are left out where […] stands.",
                self.omitted_words,
            )
            return told % {"n": self.omitted_words}
        return str(FOUND.get(self.verdict, ""))

    @classmethod
    def of(cls, checks: Sequence[Check | None]) -> Self:
        found = [check for check in checks if check]
        verdicts = [Verdict(check.verdict) if check else Verdict.UNCHECKED for check in checks]
        worst = max(verdicts, key=list(Verdict).index, default=Verdict.UNCHECKED)
        if worst == Verdict.UNCHECKED:
            return cls(worst)
        return cls(
            worst,
            min(check.at for check in found),
            tuple(sorted({fold for check in found for fold in check.folds})),
            sum(check.omitted_words for check in found),
        )
