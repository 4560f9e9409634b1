"""What search looks through: a row for each essay, turn, person, source, series and page; and all words.

`blog.search` writes and reads them. Each database keeps an index on `words` and `terms` by itself, in the
transaction of the change: on SQLite triggers keep a table of FTS5, which a migration that rebuilds this table
has to install again (a test says so); on PostgreSQL a generated column.
"""

from django.db import models
from django.db.models import Q

KINDS = {"person": 0, "series": 1, "source": 2, "page": 3, "turn": 4, "post": 6}
"""What a document may be of, as its key numbers it, and sorts what is of one minute."""


def _of_one() -> Q:
    """Exactly one of the foreign keys is set."""
    one = Q()
    for kind in KINDS:
        one |= Q(**{f"{other}__isnull": other != kind for other in KINDS})
    return one


class SearchDocument(models.Model):
    """Its key sorts by date: what is newer has the greater one (`blog.search.documents`)."""

    id = models.BigIntegerField(primary_key=True)
    post = models.OneToOneField(
        "blog.Post", on_delete=models.CASCADE, null=True, related_name="search_document"
    )
    turn = models.OneToOneField(
        "blog.Turn", on_delete=models.CASCADE, null=True, related_name="search_document"
    )
    person = models.OneToOneField(
        "blog.Person", on_delete=models.CASCADE, null=True, related_name="search_document"
    )
    source = models.OneToOneField(
        "blog.Source", on_delete=models.CASCADE, null=True, related_name="search_document"
    )
    series = models.OneToOneField(
        "blog.Series", on_delete=models.CASCADE, null=True, related_name="search_document"
    )
    page = models.OneToOneField(
        "blog.Page", on_delete=models.CASCADE, null=True, related_name="search_document"
    )
    words = models.TextField()
    """All it says, in order, with a space before and after each word."""
    terms = models.TextField()
    """What else it is found by: words of its heading, and facts."""
    version = models.PositiveSmallIntegerField(db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_of_one(), name="search_document_of_one")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.words[:60]}"


class SearchWord(models.Model):
    """A word of any document, also of one that says it no more; what is near to others is looked for here."""

    word = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.word
