"""This site, with 10,000 pages more once `/fill/` was asked for twenty times: as those of `BARE_PAGES`."""

import json
import math
import os
from base64 import b64decode
from collections.abc import Iterable
from itertools import count, islice
from pathlib import Path

import brotli

from blog.page_cache import Environ, Start
from blog.page_cache.page import Page
from config.wsgi import application

PAGES, AT_ONCE = 10_000, 500
"""A worker that is silent for long is taken for dead, so they come by the five hundred."""

_told = json.loads(Path(os.environ["BARE_PAGES"]).read_text()).values()
_texts = [(headers, brotli.decompress(b64decode(body))) for headers, body in _told]
_number, _django = count(), application.handler


def fill() -> None:
    for number in islice(_number, AT_ONCE):
        headers, words = _texts[number % len(_texts)]
        page = Page.of("200 OK", headers, words + os.urandom(8), 0, math.inf)
        application.pages.put(f"/page-{number}/?", page)


def handler(environ: Environ, start_response: Start) -> Iterable[bytes]:
    if environ["PATH_INFO"] != "/fill/":
        return _django(environ, start_response)
    fill()
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]


application.handler = handler
