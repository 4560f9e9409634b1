"""Pages in so many bytes of memory."""

from blog.page_cache.page import OVERHEAD, Page
from blog.page_cache.shelf import Shelf

SIZE = OVERHEAD + 100


def page() -> Page:
    return Page.of("200 OK", [("Content-Type", "image/png")], b"x" * 100, 1, 0.0)


def shelf(pages: int) -> Shelf:
    """With room for so many pages of one letter's key."""
    return Shelf((SIZE + 1) * pages)


def held(kept: Shelf, keys: str) -> str:
    return "".join(key for key in keys if kept.get(key))


def test_what_nobody_asks_for_goes_first() -> None:
    kept = shelf(4)
    for key in "abcd":
        kept.put(key, page())
    kept.put("e", page())  # all were new: each had its second round, and the oldest went
    assert held(kept, "abcde") == "bcde"

    asked_for = kept.get("b")
    assert asked_for
    asked_for.used = True
    kept.put("f", page())

    assert held(kept, "abcdef") == "bdef"
    assert (len(kept), kept.size) == (4, 4 * (SIZE + 1))


def test_a_page_replaces_its_former_self() -> None:
    kept, new = shelf(4), page()
    kept.put("a", page())
    kept.put("a", new)

    assert (kept.get("a"), len(kept), kept.size) == (new, 1, SIZE + 1)


def test_a_page_too_large_is_not_kept() -> None:
    kept = shelf(3)
    kept.put("a", page())

    assert (len(kept), kept.size) == (0, 0)


def test_what_a_page_grows_by_is_counted_while_it_is_kept() -> None:
    kept, grown = shelf(4), page()
    kept.put("a", grown)
    kept.grow("a", grown, 50)
    kept.grow("a", page(), 1000)  # was put out meanwhile

    assert kept.size == SIZE + 1 + 50
    kept.put("a", page())
    assert kept.size == SIZE + 1


def test_others_go_where_one_grows() -> None:
    kept, grown = shelf(4), page()
    for key in "abc":
        kept.put(key, page())
    kept.put("d", grown)

    kept.grow("d", grown, 50)

    assert held(kept, "abcd") == "bcd"
    assert kept.size == 3 * (SIZE + 1) + 50


def test_cleared_it_is_empty() -> None:
    kept = shelf(4)
    kept.put("a", page())
    kept.clear()

    assert (len(kept), kept.size, kept.get("a")) == (0, 0, None)
