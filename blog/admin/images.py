"""Images: the list with where each is used, taking new ones in, and what is said of one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.lists import writer
from accounts.models import User
from blog import permissions
from blog.admin import shots
from blog.admin.filters import ConditionFilter
from blog.admin.roles import RoleAdmin
from blog.admin.uploading import take
from blog.forms.images import ImageForm
from blog.media.uploads import RefusedUpload
from blog.models import Image
from blog.publishing import files


class AltFilter(ConditionFilter):
    title, parameter_name = gettext_lazy("text in its place"), "alt"
    conditions = {"missing": (gettext_lazy("none"), Q(alt=""))}


class UseFilter(ConditionFilter):
    title, parameter_name = gettext_lazy("use"), "used"
    conditions = {"no": (gettext_lazy("not used"), Q(uses=None, covers=None, portraits=None))}


@admin.register(Image)
class ImageAdmin(RoleAdmin[Image]):
    form = ImageForm
    list_filter = (AltFilter, UseFilter)
    search_fields = ("file", "alt")
    list_per_page = 48
    change_list_template = "admin/blog/image/change_list.html"
    change_form_template = "admin/blog/image/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.upload_view))
        return [path("upload/", view, name=self.name_of("upload")), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return permissions.images_for(writer(request), timezone.now())

    def has_view_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Also one they may place and not describe: what readers see, and what a fellow author brought."""
        if obj is None:
            return self.has_module_permission(request)
        return self.get_queryset(request).contains(obj)

    def may_edit(self, obj: Image, user: User) -> bool:
        return permissions.can_edit_image(obj, user)

    def may_delete(self, obj: Image, user: User) -> bool:
        return permissions.can_edit_image(obj, user)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        found = getattr(answer, "context_data", None)
        if found and "cl" in found:
            found["shots"] = shots.of(list(found["cl"].result_list), writer(request), timezone.now())
        return answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["show_save_and_add_another"] = False  # a file is no form
        if image := context.get("original"):
            (context["shot"],) = shots.of([image], writer(request), timezone.now())
        return super().render_change_form(request, context, *args, **kwargs)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take in the files of the list's form. Each is an act of its own: one refused holds up no other."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            uploads = request.FILES.getlist("files")
            for upload in uploads:
                try:
                    self.log_addition(request, image := take(request, upload), _("uploaded"))
                except RefusedUpload as refused:
                    messages.error(request, refused.message)
                else:
                    messages.success(request, _("“%(file)s” is here.") % {"file": image.file})
            if not uploads:
                messages.error(request, _("No file came. Choose one or more, each up to 20 MB."))
        return self.lead_to("changelist")

    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """Take in one file for a text being written: what places it there, or in words why it is refused."""
        upload = request.FILES.get("file")
        if upload is None:
            return JsonResponse({"error": _("No file came. Choose one up to 20 MB.")}, status=400)
        try:
            image = take(request, upload, request.POST.get("alt", ""))
        except RefusedUpload as refused:
            return JsonResponse({"error": refused.message}, status=400)
        self.log_addition(request, image, _("uploaded"))
        return JsonResponse(
            {
                "id": image.key,
                "markdown": image.markdown,
                "width": image.width,
                "height": image.height,
                "url": image.get_absolute_url(),
            }
        )

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        files.describe(obj, alt=obj.alt, now=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        files.delete(obj, by=writer(request), now=timezone.now())

    def uses(self, obj: Image) -> Sequence[models.Model]:
        return [*files.uses(obj), *obj.portraits.all()]
