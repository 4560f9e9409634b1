"""Markdown → segments of sanitised HTML and excerpts, plain text, contents, anchors. Pure."""

from blog.rendering.body import BODY_LIMIT, RENDERER_VERSION, Labels, render
from blog.rendering.placing import find_fences
from blog.rendering.reading import fill, summarise
from blog.rendering.result import Anchor, Fence, Problem, Rendered, Segment

__all__ = [
    "BODY_LIMIT",
    "RENDERER_VERSION",
    "Anchor",
    "Fence",
    "Labels",
    "Problem",
    "Rendered",
    "Segment",
    "fill",
    "find_fences",
    "render",
    "summarise",
]
