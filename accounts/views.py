"""The pages behind one-time links, the one for a forgotten password, and the end of a session elsewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.account.utils import perform_login
from allauth.account.views import password_reset
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import invitations, limits, links, mail
from accounts.forms import AcceptForm, OwnerForm
from accounts.links import BadLink, SpentLink
from accounts.models import User

type Page[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def one_time_link[**P](spent: str) -> Callable[[Page[P]], Page[P]]:
    """For a page whose address is itself a key. One that opens nothing is told by the template `spent`.

    Kept out of caches, search engines and the Referer header; guesses are counted.
    """

    def decorate(view: Page[P]) -> Page[P]:
        @wraps(view)
        def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except SpentLink:
                response = render(request, spent, status=410)
            except BadLink:
                limits.take(limits.LINK, limits.client(request), now=timezone.now())
                response = render(request, spent, status=404)
            # Not "no-referrer": a browser then sends `Origin: null`, and the form fails the CSRF check.
            response.headers["Referrer-Policy"] = "strict-origin"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        methods = require_http_methods(["GET", "HEAD", "POST"])
        return never_cache(sensitive_post_parameters("password1", "password2")(methods(enter)))

    return decorate


@one_time_link("accounts/owner_link_spent.html")
def create_owner(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for name, address and password; make the owner, sign them in, lead to the admin."""
    form = OwnerForm(request.POST or None)
    links.check(token)
    if not form.is_valid():
        return render(request, "accounts/owner.html", {"form": form})
    said = form.cleaned_data
    owner = links.create_owner(
        token, email=said["email"], name=said["name"], password=said["password1"], now=timezone.now()
    )
    return _signed_in(request, owner)


@one_time_link("accounts/invitation_spent.html")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for name and password; make the account, sign them in, lead to the admin."""
    now = timezone.now()
    invitation = invitations.find(token, now)
    invited = User(email=invitation.email, name=invitation.name)
    form = AcceptForm(request.POST or None, instance=invited)
    if not form.is_valid():
        return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})
    said = form.cleaned_data
    return _signed_in(
        request, invitations.accept(token, name=said["name"], password=said["password1"], now=now)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request: HttpRequest) -> HttpResponse:
    """Mail a one-time link; where no mail leaves, say so, and what to do instead."""
    if not mail.is_configured():
        return render(request, "accounts/no_mail.html")
    return password_reset(request)  # type: ignore[no-any-return]


@login_required
@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """Sign out another of one's own browsers. This one has a page to go by; anyone else's is not there."""
    here = request.session.session_key
    others = UserSession.objects.filter(user=request.user).exclude(session_key=here)
    with transaction.atomic():
        get_object_or_404(others, pk=number).end()
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in someone who has just set their first password, in a session of its own."""
    return perform_login(request, user, redirect_url=reverse("admin:index"))  # type: ignore[no-any-return]
