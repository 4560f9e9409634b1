"""WhiteNoise with the folder `FILES`: what a Django site serves its static files with."""

import os
from collections.abc import Callable
from typing import Any

from whitenoise import WhiteNoise


def nothing(_environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("404 Not Found", [])
    return []


application = WhiteNoise(nothing, root=os.environ["FILES"])
