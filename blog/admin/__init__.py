"""The doors for writers: the stock admin over the verbs."""

from blog.admin import events, excerpts, images, library, posts, series, site, system

__all__ = ["events", "excerpts", "images", "library", "posts", "series", "site", "system"]
