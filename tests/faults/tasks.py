"""A task that waits in the middle, so that its worker can be killed there."""

import os
import time
from pathlib import Path

from django.tasks import task


@task
def note(folder: str) -> None:
    """Say in `folder` which process has begun, wait for word to go on, and note that it is done."""
    (Path(folder) / f"begun-{os.getpid()}").touch()
    while not (Path(folder) / "go on").exists():
        time.sleep(0.05)
    with (Path(folder) / "done").open("a") as file:
        file.write("done\n")
