"""The doors for writers: the stock admin over the verbs."""

from blog.admin import excerpts, library, posts, site, system

__all__ = ["excerpts", "library", "posts", "site", "system"]
