"""Series: an editor says what one is and orders its parts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from accounts.lists import writer
from accounts.models import User
from blog import permissions
from blog.admin.filters import count
from blog.admin.roles import RoleAdmin, counted
from blog.admin.searching import SearchingAdmin
from blog.forms.series import SeriesForm
from blog.models import Post, Series
from blog.publishing import series


@admin.register(Series)
class SeriesAdmin(SearchingAdmin, RoleAdmin[Series]):
    form = SeriesForm
    list_display = ("title", "parts", "slug")
    search_fields = ("search_document", "title")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        return Series.objects.annotate(parts=count(Post.objects.all(), "series"))

    @admin.display(description=gettext_lazy("essays"), ordering="parts")
    def parts(self, row: Any) -> SafeString | int:
        return counted(row.parts, Post, series=row.pk)

    def may_edit(self, obj: Series, user: User) -> bool:
        return permissions.can_edit_model(Series, user)

    def save_model(self, request: HttpRequest, obj: Series, form: SeriesForm, change: bool) -> None:
        series.save(obj, parts=form.parts, by=writer(request), now=timezone.now())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        parts = row.posts.count() if row else 0
        said = ngettext("Its essay stays, in no series.", "Its %(n)d essays stay, in no series.", parts)
        stays = said % {"n": parts} if parts else ""
        return super().delete_view(request, object_id, {**(extra_context or {}), "stays": stays})

    def delete_model(self, request: HttpRequest, obj: Series) -> None:
        series.delete(obj, by=writer(request), now=timezone.now())
