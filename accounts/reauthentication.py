"""Before a dangerous step, whoever is signed in shows again that it is they: by password, passkey or code."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest


def require_proof(request: HttpRequest) -> None:
    """Leave the view, unless they signed in or proved themselves within ACCOUNT_REAUTHENTICATION_TIMEOUT.

    To be called once it is clear that they may take the step at all. They are led to prove themselves and
    land back here; what they were sending is kept meanwhile and sent then, but for uploaded files.
    """
    if is_reauthentication_required(request, app=""):
        raise ReauthenticationRequired
