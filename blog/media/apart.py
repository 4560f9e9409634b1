"""Work on a picture in a process of its own: a decoder that goes wrong, or too far, takes nothing with it.

    python -m blog.media.apart reencode SOURCE DRAFT
    python -m blog.media.apart render SOURCE DRAFT WIDTH FORMAT

It answers in JSON: what was written, why it was refused, or what the system said of the disk. Anything
else is a failure. Pure, so that it starts quickly.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from blog.media.reencoding import Picture, Refused, reencode
from blog.media.renditions import render

MEMORY = 280 * 1024 * 1024
SECONDS = {"reencode": 5, "render": 20}
"""Of a processor: someone waits for the first, and nobody for the second. A busy machine takes longer."""
PATIENCE = 5
"""How many times longer by the clock."""

logger = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[2]
_ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
"""None of ours: it holds secrets. glibc would set much of MEMORY aside for each thread of a decoder."""


def work(task: str, *arguments: object) -> Picture | None:
    """What doing `task` apart wrote, if anything. Raises Refused, and OSError of a full disk."""
    command = [sys.executable, "-m", __name__, task, *map(str, arguments)]
    try:
        done = subprocess.run(  # noqa: S603 - no word of it is a visitor's
            command,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE * SECONDS[task],
            process_group=0,  # what ends the site's processes together ends no picture half-way
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("work") from error
    if done.returncode:
        logger.info("%s apart ended with %s: %.300r", task, done.returncode, done.stderr[-300:])
        raise Refused("work" if done.returncode < 0 else "broken")
    answer = json.loads(done.stdout)
    if "errno" in answer:
        raise OSError(answer["errno"], os.strerror(answer["errno"]))
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Picture(**answer) if answer else None


def main(task: str, source: str, draft: str, *how: str) -> dict[str, Any]:
    """Do it, within limits, and say what came of it."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS[task], SECONDS[task]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
