"""An essay or an excerpt as readers would see it, for those who may write it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.lists import writer
from blog.admin.history import HistoryAdmin
from blog.models import Excerpt, Post
from blog.publishing.previewing import as_if_shown
from blog.publishing.text import Refused
from blog.views import excerpts, posts
from blog.views.door import at_home


class PreviewAdmin[Row: (Post, Excerpt)](HistoryAdmin[Row]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.preview_view))
        own = path("<str:number>/preview/", view, name=self.name_of("preview"))
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """The public page with what is not public yet; or in words why it could not be shown."""
        row, now = self.open_for(request, number), timezone.now()
        try:
            with at_home(request, now):
                answer = self._as_reader(request, row, now)
        except Refused as refused:
            del request.site  # this page is the desk's
            faults = refused.messages
            answer = self.page(request, row, "admin/blog/post/unshowable.html", _("Preview"), refused=faults)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def _as_reader(self, request: HttpRequest, row: Row, now: datetime) -> HttpResponse:
        if isinstance(row, Excerpt):
            whole = Excerpt.objects.for_page().get(pk=row.pk)
            return excerpts.show(request, whole, now, template="blog/excerpt_preview.html")
        with as_if_shown(row, by=writer(request), now=now) as shown:
            post = Post.objects.for_page().get(pk=shown.pk)
            return posts.show(request, post, now, template="blog/post_preview.html")
