"""What the desk's scripts ask while an essay is written: keep it, look at it, and read a paste."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.lists import writer
from accounts.models import User
from blog import permissions
from blog.admin import same_page
from blog.admin.release import ReleaseAdmin
from blog.forms.pasting import PasteForm
from blog.forms.posts import EssayForm
from blog.models import Post
from blog.models.placement import give_leading
from blog.publishing import working_copy
from blog.publishing.notes import Facts, facts_of
from blog.publishing.previewing import as_if_written
from blog.publishing.text import PostText, Refused, Stale
from blog.publishing.verb import verb
from blog.views import posts as pages
from blog.views.door import at_home

LOOKS = {
    "page": "blog/post_look.html",
    "card": "blog/post_look_card.html",
    "feed": "blog/post_look_feed.html",
}
"""How the essay may be looked at, and the template of each."""


class DeskAdmin(ReleaseAdmin):
    """Answers in JSON. Who may not write the essay is refused (403); who has no session is told so (401)."""

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, Callable[..., HttpResponse]] = {
            "autosave": require_POST(self.autosave_view),
            "look": require_POST(self.look_view),
        }
        own = [
            path(f"{at}/{name}/", self.admin_site.admin_view(view), name=self.name_of(f"{prefix}{name}"))
            for name, view in views.items()
            for at, prefix in (("add", "add_"), ("<str:number>", ""))
        ]
        plain = {
            "paste": require_POST(paste_view),
            "token": require_safe(token_view),
            "signed_in": require_safe(signed_in_view),
        }
        for name, view in plain.items():
            own.append(path(f"{name}/", self.admin_site.admin_view(view), name=self.name_of(name)))
        return [*own, *super().get_urls()]

    def autosave_view(self, request: HttpRequest, number: str | None = None) -> HttpResponse:
        """Keep what was typed so far; says its new version, or 409 and who was faster."""
        post = permissions.get_post_for(writer(request), number) if number else None
        try:
            kept, errors = self._keep(request, post, timezone.now())
        except Stale:
            assert post is not None  # noqa: S101 - nobody overtakes an essay that is not there
            return told_overtaken(post)
        address = reverse("admin:blog_post_change", args=[kept.pk])
        return JsonResponse({"version": kept.version, "address": address, "errors": errors})

    @method_decorator(verb)
    def _keep(self, request: HttpRequest, post: Post | None, now: datetime) -> tuple[Post, list[str]]:
        """Keep the edits; those of a new essay begin it, once, however often they are sent.

        What is wrong with a field is told, and its last good value kept.
        """
        user = writer(request)
        essay = EssayForm(post or same_page.begun(request), user=user, now=now, data=request.POST)
        essay.is_valid()
        same_page.resume(request, essay)
        text, base = essay.text_so_far(), essay.base_version
        if essay.post:
            kept = working_copy.keep(essay.post, text, by=user, now=now, base_version=base).post
        else:
            kept = working_copy.begin(text, by=user, now=now)
        same_page.remember(request, kept)
        return kept, essay.errors

    def look_view(self, request: HttpRequest, number: str | None = None) -> HttpResponse:
        """The page as it would be, the strip of facts, and each exchange as a card. Writes nothing.

        A field that is wrong is told in the strip, and shown as it last was right.
        """
        now, user = timezone.now(), writer(request)
        post = permissions.get_post_for(user, number) if number else None
        essay = EssayForm(post, user=user, now=now, data=request.POST)
        essay.is_valid()
        page, facts, stops = None, None, list(essay.errors)
        text = essay.text_so_far() if stops else essay.text()
        try:
            page, facts = self._look(request, essay, text, by=user, now=now)
        except Refused as refused:
            stops += refused.messages
        strip = {"facts": facts, "stops": stops, "waits": _waits(essay)}
        return JsonResponse(
            {
                "page": page,
                "strip": render_to_string("admin/blog/post/strip.html", strip, request),
                "cards": [_card(request, box, number) for number, box in enumerate(essay.boxes, 1)],
                "ahead": essay.is_ahead(now),
            }
        )

    def _look(
        self, request: HttpRequest, essay: EssayForm, text: PostText, *, by: User, now: datetime
    ) -> tuple[str | None, Facts]:
        """The page, unless there is no room to show one, and the facts."""
        template = LOOKS.get(request.POST.get("as", ""))
        with as_if_written(essay.post, text, by=by, now=now) as written:
            facts = facts_of(written)
            if template is None:
                return None, facts
            give_leading([written])  # which a row of a list shows, and a page does not need
            with at_home(request, now):
                page = pages.show(request, written, now, template=template)
        del request.site  # what follows is the desk's
        return page.content.decode(), facts


def token_view(request: HttpRequest) -> HttpResponse:
    """A token for the next request, after signing in anew; and whose session it is."""
    return JsonResponse({"token": get_token(request), "user": writer(request).pk})


def signed_in_view(request: HttpRequest) -> HttpResponse:
    """Where signing in leads that began on a page whose session had ended."""
    return render(request, "admin/blog/post/signed_in.html")


def paste_view(request: HttpRequest) -> HttpResponse:
    """What a paste says as an exchange, with what was changed of it by hand since."""
    form = PasteForm(request.POST)
    form.is_valid()
    reading = form.reading(user=writer(request), now=timezone.now())
    number = form.cleaned_data.get("number") or 1
    card = {"exchange": form.exchange, "number": number, "names": reading["slug"]}
    return JsonResponse({**reading, "card": render_to_string("admin/blog/post/card.html", card, request)})


def asks_for_json(request: HttpRequest) -> bool:
    """Whether the desk's script asks, which goes on with the page that is open."""
    return request.headers.get("Accept") == "application/json"


def saved(essay: EssayForm, post: Post, said: str) -> JsonResponse:
    """What the open page must know to go on from what was saved."""
    answer = {
        "said": said,
        "version": post.version,
        "address": reverse("admin:blog_post_change", args=[post.pk]),
        "body": working_copy.text_for(post).body,
        "boxes": essay.boxes.names_in(post),
    }
    return JsonResponse(answer)


def refusal(essay: EssayForm) -> JsonResponse:
    """What is wrong, by field. Where an exchange was refused only the whole page can ask what to do."""
    faults = essay.by_field
    return JsonResponse({"errors": faults, "page": not faults}, status=422)


def told_overtaken(post: Post) -> JsonResponse:
    who, when = last_saved(post)
    said = _("%(who)s saved this essay at %(when)s.") % {
        "who": who or _("Someone"),
        "when": time_format(localtime(when)),
    }
    return JsonResponse({"overtaken": said}, status=409)


def last_saved(post: Post) -> tuple[User | None, datetime]:
    """Who saved it last, if they are known, and when."""
    if waiting := working_copy.waiting(post):
        return waiting.saved_by, waiting.saved_at
    last = post.revisions.select_related("by").first()
    return (last.by, last.at) if last else (None, post.saved_at)


def _card(request: HttpRequest, box: Any, number: int) -> str:
    shown = {name: getattr(box, name) for name in ("exchange", "fault", "names", "opens")}
    context = {**shown, "number": number}
    return render_to_string("admin/blog/post/card.html", context, request)


def _waits(essay: EssayForm) -> list[str]:
    """What publishing waits for."""
    waits = []
    if not str(essay.form["title"].value() or "").strip():
        waits.append(_("A title is missing"))
    if not str(essay.form["body"].value() or "").strip() and not any(box.words for box in essay.boxes):
        waits.append(_("There is no text yet"))
    return waits
