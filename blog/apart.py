"""Work on what strangers made, in a process of its own: what goes wrong, or too far, takes nothing with it.

The process is `python -m MODULE …`. The module imports little, so that it starts quickly; it bounds itself by
`keep_within`, and prints its answer in JSON. Anything else is a failure.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

MEMORY = 280 * 1024 * 1024

logger = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[1]
_ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
"""None of ours: it holds secrets. glibc would set much of MEMORY aside for each thread of a decoder."""


class Failed(Exception):
    """No answer came: "work" if it took too much of anything, else "broken"."""


def ask(module: str, *arguments: object, patience: float, given: bytes = b"") -> Any:
    """What `module` answered of `given`, its standard input, within so many seconds. Raises Failed."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    try:
        done = subprocess.run(  # noqa: S603 - no word of it is a visitor's
            command,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            input=given,
            capture_output=True,
            timeout=patience,
            process_group=0,  # what ends the site's processes together ends no work half-way
        )
    except subprocess.TimeoutExpired as error:
        raise Failed("work") from error
    if done.returncode:
        logger.info("%s apart ended with %s: %.300r", module, done.returncode, done.stderr[-300:])
        raise Failed("work" if done.returncode < 0 else "broken")
    return json.loads(done.stdout)


def keep_within(memory: int, seconds: int) -> None:
    """End this process beyond so much memory, in bytes, or so long of a processor."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
