"""`python -m blog.evidence.formats KIND CHARSET < FILE`: its text in JSON, or why there is none."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from blog.apart import MEMORY, keep_within
from blog.evidence.formats import Text, Unreadable, characters, markdown, plain, web

SECONDS = 9
TEXTS: dict[str, Callable[[str], Text]] = {"plain": plain.read, "markdown": markdown.read, "web": web.read}


def main(kind: str, charset: str = "") -> dict[str, Any]:
    keep_within(MEMORY, SECONDS)
    data = sys.stdin.buffer.read()
    try:
        if kind == "pdf":
            from blog.evidence.formats import pdf  # its library takes longer to load than most files to read

            return asdict(pdf.read(data))
        declared = charset or (characters.declared_in(data) if kind == "web" else "")
        text, notes = characters.decode(data, declared)
        found = TEXTS[kind](text)
    except Unreadable as why:
        return {"unreadable": str(why)}
    except MemoryError:
        return {"unreadable": "work"}
    found.notes += notes
    return asdict(found)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
