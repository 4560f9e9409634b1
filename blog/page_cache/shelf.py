"""Where pages stand in memory: so many bytes of them, and those nobody asks for go first."""

import threading

from blog.page_cache.page import Page

LARGEST = 4
"""One page takes at most a quarter of the shelf."""


class Shelf:
    """Pages by key, at most `limit` bytes of them.

    Reading takes no lock: a page is marked as used, and the mark gives it a second round before it has to go
    (the CLOCK algorithm, an LRU whose order is kept when something is put, not when something is read).
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: dict[str, Page] = {}
        self._lock = threading.Lock()
        self.get = self._pages.get

    def __len__(self) -> int:
        return len(self._pages)

    def put(self, key: str, page: Page) -> None:
        """Keep `page` instead of what stood at `key`; nothing if it is too large to be kept."""
        size = page.size + len(key)
        if size * LARGEST > self.limit:
            return
        with self._lock:
            self._take_out(key)
            self._pages[key] = page
            self.size += size
            self._make_room()

    def drop(self, key: str) -> None:
        with self._lock:
            self._take_out(key)

    def grow(self, key: str, page: Page, size: int) -> None:
        """Count `size` bytes that `page` took since it was put, if it is still here."""
        with self._lock:
            if self._pages.get(key) is page:
                page.size += size
                self.size += size
                self._make_room()

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _make_room(self) -> None:
        while self.size > self.limit:
            key, page = next(iter(self._pages.items()))
            if page.used:
                page.used = False
                self._pages[key] = self._pages.pop(key)
            else:
                self._take_out(key)

    def _take_out(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size + len(key)
