"""The site's addresses: the admin, accounts, and everything public."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
