"""`manage.py rebuild_html`: render every essay and page anew, after the renderer has changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from blog import caching
from blog.models import Page, Post
from blog.publishing import library, posts


class Command(BaseCommand):
    help = "Render every essay and page anew. Safe to stop and to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        now, total = timezone.now(), Post.objects.count() + Page.objects.count()
        done = 0
        for post in Post.objects.order_by("pk").iterator(chunk_size=100):
            posts.rerender(post)
            done += 1
            self._say(done, total)
        for page in Page.objects.order_by("pk").iterator(chunk_size=100):
            library.rerender_page(page)
            done += 1
            self._say(done, total)
        with transaction.atomic():
            caching.next_generation(now)
        self.stdout.write(f"{done} rendered.")

    def _say(self, done: int, total: int) -> None:
        if done % 100 == 0:
            self.stdout.write(f"{done} of {total} …")
