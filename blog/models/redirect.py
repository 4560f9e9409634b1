"""Former addresses. One leads to a row, never to a path: no chains, and nothing hidden is named."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models.addresses import SLUG_LENGTH, numbered
from blog.models.gone_address import GoneAddress

KINDS = ("post", "excerpt", "person", "source", "tag", "series", "page")


def _exactly_one() -> Q:
    """One of the seven foreign keys is set, and it is the one `kind` names."""
    allowed = Q()
    for kind in KINDS:
        others = {f"{other}__isnull": True for other in KINDS if other != kind}
        allowed |= Q(kind=kind, **{f"{kind}__isnull": False}, **others)
    return allowed


class Redirect(models.Model):
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    slug = models.CharField(_("former address"), max_length=SLUG_LENGTH)
    post = models.ForeignKey(
        "blog.Post", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    excerpt = models.ForeignKey(
        "blog.Excerpt", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    person = models.ForeignKey(
        "blog.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    source = models.ForeignKey(
        "blog.Source", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    tag = models.ForeignKey(
        "blog.Tag", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    series = models.ForeignKey(
        "blog.Series", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    page = models.ForeignKey(
        "blog.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="redirect_once"),
            models.CheckConstraint(name="redirect_to_one_row", condition=_exactly_one()),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


def former[Row: models.Model](rows: models.QuerySet[Row], slug: str) -> Row | None:
    """The row among `rows` that once stood at `slug`. Pass only rows the reader may see."""
    kind = str(rows.model._meta.model_name)
    target = Redirect.objects.filter(kind=kind, slug=slug).values(f"{kind}_id")
    return rows.filter(pk__in=target).first()


def is_taken(model: type[models.Model], slug: str, *, besides: int = 0) -> bool:
    """Whether another row of `model` stands at `slug`, or one stood there until it was deleted."""
    rows = model._default_manager.filter(slug=slug).exclude(pk=besides)
    return rows.exists() or GoneAddress.of(model, slug) is not None


def free_slug(model: type[models.Model], wish: str, *, besides: int = 0) -> str:
    """`wish`, or `wish-2`, `wish-3` … if something else stands there, or stood there and leads on.

    Made without being asked for, an address ends nobody's redirect; one that a person types may (`claim`).
    """
    if not _not_free(model, besides, slug=wish):
        return wish
    taken = _not_free(model, besides, slug__startswith=wish[:70])
    return next(slug for number in range(2, len(taken) + 3) if (slug := numbered(wish, number)) not in taken)


def _not_free(model: type[models.Model], besides: int, **slugs: str) -> set[str]:
    """Those of these slugs that no other row of `model` can be given without being asked for."""
    kind = str(model._meta.model_name)
    stands = model._default_manager.exclude(pk=besides)
    leads_on = Redirect.objects.filter(kind=kind).exclude(**{kind: besides})
    deleted = GoneAddress.objects.filter(kind=kind)
    first, *others = (
        rows.filter(**slugs).order_by().values_list("slug", flat=True) for rows in (stands, leads_on, deleted)
    )
    return set(first.union(*others).order_by())


def claim(row: models.Model, slug: str) -> None:
    """`row` stands at `slug` from now on: a redirect from there is gone."""
    Redirect.objects.filter(kind=str(row._meta.model_name), slug=slug).delete()


def remember(row: models.Model, slug: str) -> None:
    """`row` has left `slug`: lead readers from there to the row."""
    kind = str(row._meta.model_name)
    Redirect.objects.update_or_create(kind=kind, slug=slug, defaults={kind: row})
