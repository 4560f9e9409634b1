"""Work on a picture in a process of its own (`blog.apart`).

    python -m blog.media.apart reencode SOURCE DRAFT
    python -m blog.media.apart render SOURCE DRAFT WIDTH FORMAT

It answers what was written, why it was refused, or what the system said of the disk. Pure, so that it starts
quickly.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from blog.apart import MEMORY, Failed, ask, keep_within
from blog.media.reencoding import Picture, Refused, reencode
from blog.media.renditions import render

SECONDS = {"reencode": 5, "render": 20}
"""Of a processor: someone waits for the first, and nobody for the second. A busy machine takes longer."""
PATIENCE = 5
"""How many times longer by the clock."""


def work(task: str, *arguments: object) -> Picture | None:
    """What doing `task` apart wrote, if anything. Raises Refused, and OSError of a full disk."""
    try:
        answer = ask(__name__, task, *arguments, patience=PATIENCE * SECONDS[task])
    except Failed as failed:
        raise Refused(str(failed)) from failed
    if "errno" in answer:
        raise OSError(answer["errno"], os.strerror(answer["errno"]))
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Picture(**answer) if answer else None


def main(task: str, source: str, draft: str, *how: str) -> dict[str, Any]:
    """Do it, within limits, and say what came of it."""
    keep_within(MEMORY, SECONDS[task])
    try:
        if task == "render":
            made = render(Path(source), Path(draft), int(how[0]), how[1])
        else:
            made = reencode(Path(source), Path(draft))
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "work"}
    except OSError as error:
        if error.errno is None:
            raise  # Pillow's, of a broken file
        return {"errno": error.errno}
    return made._asdict() if made else {}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
