"""Markdown in; segments of sanitised HTML and excerpts, plain text, contents and anchors out. Pure."""

from blog.rendering.body import RENDERER_VERSION, render
from blog.rendering.dialect import find_fences, replace_places
from blog.rendering.filling import fill
from blog.rendering.limits import BODY_LIMIT
from blog.rendering.links import linked_addresses
from blog.rendering.pictures import lacking, named_images, picture_html
from blog.rendering.placing import named_places
from blog.rendering.reading import summarise
from blog.rendering.result import Anchor, Fence, Labels, Picture, Problem, Rendered, Segment, Variant

__all__ = [
    "BODY_LIMIT",
    "RENDERER_VERSION",
    "Anchor",
    "Fence",
    "Labels",
    "Picture",
    "Problem",
    "Rendered",
    "Segment",
    "Variant",
    "fill",
    "find_fences",
    "lacking",
    "linked_addresses",
    "named_images",
    "named_places",
    "picture_html",
    "render",
    "replace_places",
    "summarise",
]
