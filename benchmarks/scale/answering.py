"""One site, in a process of its own: says what there is to ask for, then how long each answer took.

Speaks lines of JSON: the first says what it holds; then for each list of addresses, how long each one took.
"""

import gc
import json
import sys
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.core.handlers.base import BaseHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.scale.addresses import pages, searches  # noqa: E402
from benchmarks.scale.filling import fill  # noqa: E402
from blog import memo, search  # noqa: E402
from blog.models import Excerpt, Person, Post, SearchDocument, Source, Tag  # noqa: E402

RULES = ("filling.py", "words.py")
"""What a site is filled by."""


def main() -> None:
    ready(int(sys.argv[1]))
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.PLAIN_STORAGE  # nothing is collected for this
    rows = (Post, Excerpt, Person, Source, Tag, SearchDocument)
    holds = {str(model._meta.verbose_name_plural): model._default_manager.count() for model in rows}
    now = timezone.now()
    say({"holds": holds, "addresses": {"pages": pages(now), "searches": searches(now)}})
    handler, requests = BaseHandler(), RequestFactory(SERVER_NAME=settings.ORIGIN.host)
    handler.load_middleware()
    gc.freeze()  # as `serve` does: what is loaded is not gone through again at each collection
    for line in sys.stdin:
        say([taken(handler, requests, address) for address in json.loads(line)])


def ready(essays: int) -> None:
    """The database as this release has it, filled by the rules there are; kept where it is so already."""
    mark = settings.DATA_DIR / "filled"
    folder = Path(__file__).parent
    rules = sha256(b"".join((folder / name).read_bytes() for name in RULES)).hexdigest()
    call_command("migrate", verbosity=0)
    if not (mark.exists() and mark.read_text() == rules and Post.objects.count() == essays):
        sys.stderr.write(f"Filling a site of {essays:,} essays ...\n")
        call_command("flush", interactive=False, verbosity=0)
        fill(essays)
        mark.write_text(rules)
    while search.catch_up():
        pass
    search.settle()  # as each night


def taken(handler: BaseHandler, requests: RequestFactory, address: str) -> float:
    """Milliseconds until the answer is whole, none of its parts being known."""
    memo.forget()
    request = requests.get(address)
    start = perf_counter()
    answer = handler.get_response(request)
    assert isinstance(answer, HttpResponse)  # noqa: S101 - no page here is a stream
    end = perf_counter()
    if answer.status_code != (404 if "nowhere" in address else 200) or not answer.content:
        raise SystemExit(f"{address}: {answer.status_code}")
    return (end - start) * 1000


def say(what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
