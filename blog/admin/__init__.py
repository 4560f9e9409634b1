"""The doors for writers: the stock admin over the verbs."""

from blog.admin import excerpts, images, library, posts, site, system

__all__ = ["excerpts", "images", "library", "posts", "site", "system"]
