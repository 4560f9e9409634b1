"""What "published" means, written once. Every queryset that a stranger's page starts from uses these."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q


def published(now: datetime, post: str = "") -> Q:
    """Posts a stranger may read at `now` (aware, UTC); `post` leads there, such as `"placements__post"`."""
    at = f"{post}__" if post else ""
    return Q(**{f"{at}published_at__lte": now, f"{at}withdrawn_at__isnull": True})


def announced(now: datetime, post: str = "") -> Q:
    """Posts published and past Undo."""
    at = f"{post}__" if post else ""
    return published(now, post) & Q(**{f"{at}announced_at__lte": now})


def withdrawn(now: datetime, post: str = "") -> Q:
    """Posts announced once and taken back since."""
    at = f"{post}__" if post else ""
    return Q(**{f"{at}withdrawn_at__lte": now})


def has(model: type[Model], condition: Q) -> Exists:
    """Whether the outer row of `model` meets a condition on its relations, without multiplying it by them."""
    return Exists(model._base_manager.filter(condition, pk=OuterRef("pk")))


def leads_to(model: type[Model], relation: str, condition: Q) -> Exists:
    """Whether a row that `relation` of the outer row of `model` leads to meets a condition.

    Asked so, databases look at the rows of each; by `has`, PostgreSQL first gathers those of all.
    """
    link: Any = model._meta.get_field(relation)
    rows = link.related_model._base_manager
    return Exists(rows.filter(condition, **{link.remote_field.name: OuterRef("pk")}))
