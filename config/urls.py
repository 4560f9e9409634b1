"""The site's addresses: the admin, accounts, and everything public."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("blog.urls")),  # last: /<page>/ takes what is left
]

handler404 = "blog.views.meta.not_found"
handler500 = "config.outage.server_error"
