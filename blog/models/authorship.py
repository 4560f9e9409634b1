"""Who wrote an essay, in order."""

from collections.abc import Sequence

from django.db import models

from blog.models.complete import hand_out
from blog.models.person import Person
from blog.models.prepared import planned


class Authorship(models.Model):
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorships")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="author_once_a_post")]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.post_id}"


def give_authors(posts: Sequence[models.Model]) -> None:
    hand_out(posts, "authorships", _authorships)


@planned
def _authorships(posts: list[int]) -> models.QuerySet[Authorship]:
    return Authorship.objects.filter(post__pk__in=posts).select_related("person__portrait")
