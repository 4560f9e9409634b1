"""The least a WSGI app can do: the pages of the file `BARE_PAGES`, with the headers they are to have."""

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_told = json.loads(Path(os.environ["BARE_PAGES"]).read_text())
PAGES = {
    path: ([(name, value) for name, value in headers], base64.b64decode(body))
    for path, (headers, body) in _told.items()
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    headers, body = PAGES[environ["PATH_INFO"]]
    start_response("200 OK", headers)
    return [body]
