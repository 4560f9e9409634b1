"""A link in the text of one essay to the address of another: what "Essays that link here" is read from.

It keeps the address as it was written, present or former, and whom that means is asked when it is read. So a
link stays right when essays move, come and go, and no row has to follow them.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from blog.models.addresses import SLUG_LENGTH
from blog.models.redirect import Redirect
from blog.models.visibility import published


class PostLinkQuerySet(models.QuerySet["PostLink"]):
    def to(self, post: int, slug: str, now: datetime) -> Self:
        """Links to the post of this id, now at `slug`, in other essays that a stranger may read at `now`."""
        former = Redirect.objects.filter(kind="post", post=post).values("slug")
        leading = self.filter(Q(slug=slug) | Q(slug__in=former))
        return leading.filter(published(now, "post")).exclude(post=post)


class PostLink(models.Model):
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="post_links", db_index=False)
    slug = models.CharField(max_length=SLUG_LENGTH, db_index=True)

    objects = PostLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link between essays"
        verbose_name_plural = "links between essays"
        constraints = [models.UniqueConstraint(fields=["post", "slug"], name="post_link_once")]

    def __str__(self) -> str:
        return f"{self.post_id} to {self.slug}"
