"""How often something that can be guessed was tried of late."""

from django.db import models


class Tries(models.Model):
    what = models.CharField(max_length=64, primary_key=True)
    """A digest of which limit, and whose: no address is kept in the clear."""
    times = models.JSONField(default=list)
    """When, in seconds since 1970, oldest first; never more than the limit allows."""
    over_at = models.DateTimeField(db_index=True)
    """When the last of them stops counting, and the row may go."""

    def __str__(self) -> str:
        return f"{len(self.times)} tries"
