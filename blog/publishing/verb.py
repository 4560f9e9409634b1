"""What every verb is: one transaction, and one writer at a time."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction

from blog import search
from blog.models import Generation
from blog.publishing import tallying


def verb[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """Run `act` whole or not at all, and never beside another verb.

    What it finds free (an address, a name nobody has) is free until it has taken it, and what it reads is
    what it changes. SQLite has one writer anyway. Elsewhere each verb holds the generation's row, which it
    ends by changing, before any other: so none waits for a row of one that waits for it.

    A verb that another calls is a part of it: it fails with the whole, so it needs no savepoint.
    """

    @wraps(act)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        if search.is_waiting():
            with transaction.atomic(savepoint=False):
                return act(*args, **kwargs)
        with transaction.atomic(), search.at_once() as changed:
            Generation.hold()
            done = act(*args, **kwargs)
            tallying.settle(changed)
            return done

    return alone
