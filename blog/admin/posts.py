"""Essays: the list, the form they are written in, and what is deleted with one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from accounts.lists import writer
from accounts.models import User
from blog import caching, permissions
from blog.admin import same_page
from blog.admin.desk import asks_for_json, refusal, saved
from blog.admin.filters import AuthorFilter, EditsFilter, SeriesFilter, TagFilter, WhoseFilter
from blog.admin.overtaken import OvertakenAdmin
from blog.admin.release import asks_first, told_of_release
from blog.admin.roles import ASKS_THE_SITE, linked
from blog.admin.searching import SearchingAdmin
from blog.admin.uploading import TakesImage
from blog.forms.posts import EssayForm
from blog.models import Authorship, Generation, Post, State, Turn
from blog.publishing import deleting, posts, release, working_copy
from blog.publishing.notes import remarks
from blog.publishing.text import Refused, Stale
from blog.transcripts import names_a_person

DETAILS = (
    "summary",
    "series",
    "cover",
    "cover_upload",
    "planned_at",
    "authors",
    "language",
    "translation_of",
)
"""What is seldom filled in, in the order it stands in below the text."""


@admin.register(Post)
class PostAdmin(SearchingAdmin, TakesImage, OvertakenAdmin):
    image_field = "cover"
    list_display = ("__str__", "state_shown", "published_at", "authors_shown")
    list_filter = ("state", EditsFilter, WhoseFilter, AuthorFilter, TagFilter, SeriesFilter)
    search_fields = ("search_document",)
    ordering = ("-saved_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        authors = Prefetch("authorships", Authorship.objects.select_related("person"))
        rows = permissions.posts_for(writer(request)).select_related("working_copy").prefetch_related(authors)
        heavy = ("body", "segments", "plain_text", "contents", "anchors", "remarks")
        return rows.defer(*heavy, "working_copy__data")

    def may_edit(self, obj: Post, user: User) -> bool:
        return permissions.can_edit(obj, user)

    def may_delete(self, obj: Post, user: User) -> bool:
        return permissions.can_delete(obj, user)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, post: Post) -> str:
        state = str(State(post.state).label)
        if post.is_released and hasattr(post, "working_copy"):
            return _("%(state)s, with edits not shown") % {"state": state}
        return state

    @admin.display(description=gettext_lazy("authors"))
    def authors_shown(self, post: Post) -> str:
        return ", ".join(person.name for person in post.author_list)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        keep_true(timezone.now())
        return super().changelist_view(request, extra_context)

    @method_decorator(csp_override(ASKS_THE_SITE))
    def form_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Write a new essay or one that is there; nothing typed is lost to a refusal."""
        now, user = timezone.now(), writer(request)
        keep_true(now)
        post = permissions.get_post_for(user, unquote(object_id)) if object_id else same_page.begun(request)
        data = request.POST if request.method == "POST" else None
        asked = "" if post else request.GET.get("excerpt", "")
        excerpt = permissions.get_excerpt_to_place(user, asked, now) if asked else None
        essay = EssayForm(post, user=user, now=now, data=data, files=request.FILES, excerpt=excerpt)
        if data is None:
            return self._page(request, essay, now)
        try:
            if essay.is_valid():
                same_page.resume(request, essay)
                return self.go_on(request, essay, now) or self._save(request, essay, now)
        except Refused as refused:
            essay.refuse(refused)
        except Stale:
            return self.overtaken(request, essay)
        return refusal(essay) if asks_for_json(request) else self._page(request, essay, now)

    def _save(self, request: HttpRequest, essay: EssayForm, now: datetime) -> HttpResponse:
        """Everything the pressed button means, or nothing of it."""
        with transaction.atomic():
            if request.POST.get("way") == "mine" and essay.post:
                essay.accept(working_copy.set_waiting_aside(essay.post, base_version=essay.base_version))
            write = _write_released if essay.post and essay.post.is_released else _write_draft
            post, said = write(essay, request.POST, by=writer(request), now=now)
            log = self.log_change if essay.post else self.log_addition
            log(request, post, said)
        same_page.remember(request, post)
        if asks_for_json(request) and "_stay" in request.POST:
            return saved(essay, post, said)
        messages.success(request, said)
        for told in [*_still_placed(essay), *_unmatched(post), *_remarks(post)]:
            messages.info(request, told)
        leads = self.lead_to("publish" if asks_first(request.POST) else "change", post.pk)
        return JsonResponse({"location": leads.url}) if asks_for_json(request) else leads

    def _page(self, request: HttpRequest, essay: EssayForm, now: datetime) -> HttpResponse:
        post, user = essay.post, writer(request)
        waiting = working_copy.waiting(post) if post else None
        context = {
            **self.admin_site.each_context(request),
            "title": essay.title or _("New essay"),
            "essay": essay,
            "details": [essay.form[name] for name in DETAILS],
            "errors": essay.errors,
            "waiting": waiting,
            "original": post,
            "changed": post is not None and post.is_released and post.changes.exists(),
            "minor": "minor" in request.POST,
            "events": post.events.all() if post and post.is_released else [],
            "visible": post is not None and post.is_published(now),
            "announced": post is not None and post.was_announced(now),
            "ahead": essay.is_ahead(now),
            "can_publish": permissions.can_publish(post, user),
            "can_send_back": post is not None and permissions.can_send_back(post, user),
            "has_delete_permission": self.has_delete_permission(request, post),
            "form_id": request.POST.get("form_id") or token_hex(16),
        }
        return TemplateResponse(request, "admin/blog/post/change_form.html", context)

    def goes_along(self, obj: Post, user: User) -> Sequence[str]:
        along = deleting.goes_along(obj, by=user)
        return [_("Excerpt: %(question)s") % {"question": excerpt} for excerpt in along]

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        deleting.delete(obj, by=writer(request), now=timezone.now())


def keep_true(now: datetime) -> None:
    """Turn the posts whose hour has come, so that what the admin says of them is so."""
    if caching.is_due(Generation.current(), now):
        release.promote_due(now)


def _still_placed(essay: EssayForm) -> Iterator[str]:
    """What emptying a box did not do."""
    for slug in essay.still_placed():
        yield _("“%(slug)s” stays: a line [[qa: %(slug)s]] in the text places it.") % {"slug": slug}


def _unmatched(post: Post) -> Iterator[str]:
    """Each name in its excerpts that nobody, or more than one person, is known by."""
    turns = Turn.objects.filter(excerpt__placements__post=post, person=None).select_related("excerpt")
    unknown = {turn.label: turn.excerpt for turn in turns if names_a_person(turn.label)}
    for label, excerpt in unknown.items():
        said = _("Who is “{label}”? The name is nearly, or more than once, known. {say}")
        yield format_html(said, label=label, say=linked(excerpt))


def _remarks(post: Post) -> list[str]:
    """What readers will not get of its text; of edits that only wait, the strip says it."""
    return [] if working_copy.waiting(post) else remarks(post)


def _write_draft(essay: EssayForm, pressed: Any, *, by: User, now: datetime) -> tuple[Post, str]:
    post = posts.save(essay.post, essay.text(), by=by, now=now, base_version=essay.base_version)
    if "_submit" in pressed and post.state == State.DRAFT:
        return release.submit(post, by=by, now=now), _("Submitted. An editor can publish it.")
    if "_publish" not in pressed:
        return post, _("Saved. Readers do not see it.")
    if not permissions.can_publish(post, by):
        raise PermissionDenied
    if asks_first(pressed):
        return post, _("Saved. Readers do not see it yet.")
    post = release.publish(post, by=by, now=now)
    return post, told_of_release(post)


def _write_released(essay: EssayForm, pressed: Any, *, by: User, now: datetime) -> tuple[Post, str]:
    post, text, version = essay.post, essay.text(), essay.base_version
    assert post is not None  # noqa: S101 - a released post is there
    if not pressed.keys() & {"_update", "_publish", "_again"}:
        kept = working_copy.keep(post, essay.text_so_far(), by=by, now=now, base_version=version)
        return kept.post, _("Kept. Readers do not see these edits.")
    if not permissions.can_publish(post, by):
        raise PermissionDenied
    at_once = "_publish" in pressed and post.state == State.SCHEDULED
    again = "_again" in pressed and post.state == State.WITHDRAWN
    text = replace(text, planned_at=None) if at_once else text
    minor = "minor" in pressed
    post = posts.update(post, text, by=by, now=now, base_version=version, minor=minor)
    if again:
        return release.restore(post, by=by, now=now), _("Published again. Readers see it as it stands here.")
    if asks_first(pressed):
        return post, _("Saved. Readers do not see it yet.")
    if at_once:
        return release.publish(post, by=by, now=now, at=now), _("Published now.")
    return post, _("Updated, without a word to readers.") if minor else _("Updated.")
