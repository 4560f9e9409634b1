"""The list of contents of a long essay."""

from typing import Any

from blog.models import Post

FEWEST_HEADINGS = 4
FEWEST_WORDS = 1_500


def contents_of(post: Post) -> list[dict[str, Any]]:
    """Its headings, each with those `below` it; nothing for an essay read faster than its contents."""
    if len(post.contents) < FEWEST_HEADINGS or post.word_count < FEWEST_WORDS:
        return []
    top = min(heading["level"] for heading in post.contents)
    tree: list[dict[str, Any]] = []
    for heading in post.contents:
        if heading["level"] == top or not tree:
            tree.append({**heading, "below": []})
        else:
            tree[-1]["below"].append(heading)
    return tree
