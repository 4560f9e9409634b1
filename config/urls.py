"""The site's addresses: the admin, accounts, and everything public."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("admin/", admin.site.urls)]
if find_spec("accounts.urls"):
    urlpatterns.append(path("accounts/", include("accounts.urls")))
if find_spec("blog.urls"):
    urlpatterns.append(path("", include("blog.urls")))  # last: /<page>/ takes what is left

handler404 = "blog.views.meta.not_found"
