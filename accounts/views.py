"""The page that makes a new site's owner."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.account.views import password_reset
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import links, mail
from accounts.forms import OwnerForm
from accounts.links import BadLink, SpentLink


def secret_address[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Keep an address that is itself a key out of caches, search engines and the Referer header."""

    @wraps(view)
    def keep(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        # Not "no-referrer": with it a browser sends `Origin: null`, and the form would fail the CSRF check.
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(keep)


@secret_address
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def create_owner(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for name, address and password; make the owner, sign them in, lead to the admin."""
    form = OwnerForm(request.POST or None)
    try:
        links.check(token)
        if not form.is_valid():
            return render(request, "accounts/owner.html", {"form": form})
        said = form.cleaned_data
        owner = links.create_owner(token, email=said["email"], name=said["name"], password=said["password1"])
    except SpentLink:
        return render(request, "accounts/owner_link_spent.html", status=410)
    except BadLink:
        return render(request, "accounts/owner_link_spent.html", status=404)
    login(request, owner)
    return redirect("admin:index")


@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request: HttpRequest) -> HttpResponse:
    """Mail a one-time link; where no mail leaves, say so, and what to do instead."""
    if not mail.is_configured():
        return render(request, "accounts/no_mail.html")
    return password_reset(request)  # type: ignore[no-any-return]
