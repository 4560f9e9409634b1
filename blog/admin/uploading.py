"""Images that come with a form, or by themselves: taken in before anything is saved."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.lists import writer
from blog import tasks
from blog.media.uploads import RefusedUpload, Upload
from blog.models import Image
from blog.publishing import files


def take(request: HttpRequest, upload: Upload, alt: str = "") -> Image:
    """The image it becomes, whose renditions follow. Raises RefusedUpload."""
    now = timezone.now()
    return files.take(upload, by=writer(request), now=now, alt=alt, then=tasks.make_renditions.enqueue)


class TakesImage(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """A form where an image is chosen among those that are there, or a file for a new one.

    A file is taken in first, and then chosen: so it stays where the rest of the form is refused.
    """

    image_field: ClassVar[str]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        field = f"{self.image_field}_upload"
        if request.method == "POST" and field in request.FILES and self._may_save(request, object_id):
            self._take(request, field)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _take(self, request: HttpRequest, field: str) -> None:
        """Put the image in the place of its file; or the refusal, which the form's field says."""
        upload: Upload = request.FILES[field]  # type: ignore[assignment]  # one name, one file
        with upload:
            try:
                image = take(request, upload)
            except RefusedUpload as refused:
                request.FILES[field] = refused  # type: ignore[assignment]
                return
        del request.FILES[field]
        typed = request.POST.copy()
        typed[self.image_field] = image.key
        request.POST = typed  # type: ignore[assignment]  # a mutable one will do

    def _may_save(self, request: HttpRequest, object_id: str | None) -> bool:
        if object_id is None:
            return self.has_add_permission(request)
        row = self.get_object(request, unquote(object_id))
        return row is not None and self.has_change_permission(request, row)
