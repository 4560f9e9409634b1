import os
from typing import Any

from django.apps import AppConfig


class Listener(AppConfig):
    name = "tests.faults"
    label = "listener"

    def ready(self) -> None:
        from blog import signals

        signals.post_published.connect(write_down)


def write_down(post: Any, **_: object) -> None:
    descriptor = os.open(os.environ["TOLD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, f"{post.title}\n".encode())
    os.close(descriptor)
