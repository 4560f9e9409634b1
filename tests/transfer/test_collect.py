"""A post's parts, as its page, feeds and files take them."""

import pytest

from blog.models import Post
from blog.publishing import excerpts
from blog.transcripts import read_box
from blog.transfer.collect import excerpt_to_exchange, page_parts, parts
from tests.factories import EXCHANGE, NOW, make_excerpt, make_page, make_post

pytestmark = pytest.mark.django_db

IN_BODY = "Before.\n\n::: qa inside\nQ: In?\n\nMei Tan: In.\n:::\n\nAfter, [here](/about/)."


def whole(post: Post) -> Post:
    return Post.objects.for_page().get(pk=post.pk)


def names(post: Post, **options: str) -> list[str]:
    """Each part by its slug or its words."""
    found = []
    for part in parts(whole(post), **options):
        excerpt = part.get("excerpt")
        found.append(str(part["html"]) if excerpt is None else excerpt.slug)  # type: ignore[union-attr]
    return found


def test_attached_excerpts_come_first_and_the_bodys_in_their_places() -> None:
    order = names(make_post(body=IN_BODY, exchanges=["Q: Up?\n\nMei Tan: Up.", "Q: Down?\n\nMei Tan: Down."]))

    assert [order[0], order[1], order[3]] == ["up", "down", "inside"]
    assert ["Before" in order[2], "After" in order[4], len(order)] == [True, True, 5]


def test_an_excerpt_renamed_later_is_still_found() -> None:
    post = make_post(body=IN_BODY)
    row = whole(post).placements.get().excerpt
    excerpts.rename(row, "outside", now=NOW)

    assert "outside" in names(post)


def test_links_are_absolute_where_an_origin_is_given() -> None:
    last = names(make_post(body=IN_BODY), origin="https://example.org")[-1]

    assert 'href="https://example.org/about/"' in last


def test_a_page_has_only_words() -> None:
    assert [list(part) for part in page_parts(make_page(body="Words."))] == [["html"]]


def test_an_exchange_keeps_its_excerpts_address() -> None:
    excerpt = make_excerpt(EXCHANGE)

    exchange = excerpt_to_exchange(excerpt)

    assert exchange.slug == excerpt.slug
    assert [turn.text for turn in exchange.turns] == [turn.text for turn in read_box(EXCHANGE).turns]
