"""Before a dangerous step, whoever is signed in shows again that it is they: by password, passkey or code."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def recently_proved[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let `view` run only within ACCOUNT_REAUTHENTICATION_TIMEOUT of signing in or proving oneself.

    Others prove themselves and land back here. What they were sending is kept meanwhile, and sent then; only
    uploaded files are not.
    """

    @wraps(view)
    def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require_proof(request)
        return view(request, *args, **kwargs)

    return enter


def require_proof(request: HttpRequest) -> None:
    """The same, to be called once it is clear that they may do it at all."""
    if is_reauthentication_required(request, app=""):
        raise ReauthenticationRequired
