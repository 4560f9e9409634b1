"""An address is what Django's `reverse` makes it, whatever the slug and wherever the site stands."""

import pytest
from django.urls import get_script_prefix, reverse, set_script_prefix

from blog.models.addresses import address


@pytest.mark.parametrize("slug", ["a-receipt", "excerpt-x", "слово-о-полку", "日本語", "mañana"])
@pytest.mark.parametrize(
    "view", ["blog:post", "blog:excerpt", "blog:excerpt_image", "blog:tag_atom", "blog:page"]
)
def test_of_a_row(view: str, slug: str) -> None:
    assert address(view, slug) == reverse(view, args=[slug])


@pytest.mark.parametrize("view", ["blog:home", "blog:posts", "blog:atom"])
@pytest.mark.parametrize("prefix", ["/", "/essays/"])
def test_of_a_page_below_any_prefix(view: str, prefix: str) -> None:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        assert address(view) == reverse(view)
    finally:
        set_script_prefix(before)
