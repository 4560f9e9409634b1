"""The preview links of an essay: who made them, until when they work; make one, take one back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.lists import writer
from blog import permissions
from blog.admin.previewing import PreviewAdmin
from blog.models import Post, PreviewLink
from blog.publishing import previews

DAYS = (1, 3, 7, 14, 30)
LISTED = 50


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("It works for"),
        choices=lambda: [(n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in DAYS],
        coerce=int,
        initial=7,
    )


class LinksAdmin(PreviewAdmin[Post]):
    def get_urls(self) -> list[URLPattern]:
        links = require_http_methods(["GET", "HEAD", "POST"])(self.links_view)
        revoke = require_POST(self.revoke_link_view)
        own = [
            path("<str:number>/links/", self.admin_site.admin_view(links), name=self.name_of("links")),
            path(
                "<str:number>/links/<int:link>/revoke/",
                self.admin_site.admin_view(revoke),
                name=self.name_of("revoke_link"),
            ),
        ]
        return [*own, *super().get_urls()]

    def links_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """All links; and the address of the one just made, which is never shown again."""
        user, now = writer(request), timezone.now()
        post = permissions.get_post_for(user, number)
        form, address, link = LinkForm(request.POST or None), "", None
        if request.method == "POST" and form.is_valid():
            try:
                link, address = previews.make(post, days=form.cleaned_data["days"], by=user, now=now)
            except previews.TooMany:
                form.add_error(None, _("There are too many links already. Take one back first."))
            else:
                form = LinkForm()
                self.log_change(request, post, _("Made a preview link."))
        rows = PreviewLink.objects.filter(post=post).select_related("made_by")[:LISTED]
        context = {
            "form": form,
            "address": address,
            "made": link,
            "links": [(row, row.is_alive(now)) for row in rows],
        }
        return self.page(request, post, "admin/blog/post/links.html", _("Preview links"), **context)

    def revoke_link_view(self, request: HttpRequest, number: str, link: int) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        found = PreviewLink.objects.filter(post=post, pk=link).first()
        if found is None:
            raise Http404
        if previews.revoke(found, by=user, now=timezone.now()):
            self.log_change(request, post, _("Took back a preview link."))
            messages.success(request, _("The link is taken back: it opens nothing any more."))
        else:
            messages.info(request, _("It opened nothing any more already."))
        return self.lead_to("links", post.pk)
