"""Fetch a page for its words: only where the owner allows it, only from the Internet, within ten seconds."""

from base64 import b64decode
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext_lazy

from blog import apart
from blog.evidence import snapshots
from blog.evidence.fetching import SECONDS, Found
from blog.evidence.formats import Text, Unreadable

PROGRAM = "blog.evidence.fetching"
REASONS = {
    "off": gettext_lazy("This site fetches nothing: FETCH_SOURCES is off. Paste the text, or upload a file."),
    "address": gettext_lazy(
        "Only addresses that begin with http:// or https://, at their usual ports, are fetched."
    ),
    "private": gettext_lazy("It leads into a private network, from which nothing is fetched."),
    "name": gettext_lazy("There is no site of this name. Look for a slip in the address."),
    "connection": gettext_lazy("Nobody answers there. Try again later, or paste the text."),
    "certificate": gettext_lazy("The site cannot prove that it is the one named. Look at it in a browser."),
    "redirects": gettext_lazy("It leads from one address to the next without an end."),
    "status": gettext_lazy("The site answers %(status)d, and not with the page."),
    "large": gettext_lazy(
        "It is larger than is fetched: 1 MB of a page, 20 MB of a PDF. Paste the part quoted."
    ),
    "time": gettext_lazy("It takes longer than ten seconds. Try again later, or paste the text."),
    "answer": gettext_lazy("What came cannot be read. Try again later, or paste the text."),
}


class NotFetched(Exception):
    """Why there are no words, in a sentence. `reason` is a key of REASONS or of `snapshots.REASONS`."""

    def __init__(self, reason: str, status: int = 0) -> None:
        said = {**snapshots.REASONS, **REASONS}[reason]
        super().__init__(str(said) % {"status": status} if reason == "status" else str(said))
        self.reason, self.status = reason, status


def fetch(url: str) -> Found:
    """What stands at `url`. Takes SECONDS at most. Raises NotFetched."""
    if not settings.FETCH_SOURCES:
        raise NotFetched("off")
    agent = f"Rejoinder/{settings.RELEASE} (+{settings.SITE_ORIGIN}/)"
    try:
        answer = apart.ask(PROGRAM, url, agent, patience=SECONDS)
    except apart.Failed as failed:
        raise NotFetched("time" if str(failed) == "work" else "answer") from failed
    if "failed" in answer:
        raise NotFetched(answer["failed"], answer["status"])
    return Found(**{**answer, "body": b64decode(answer["body"])})


def fetch_text(url: str) -> tuple[Found, Text]:
    """What stands at `url`, and its words; both within the same SECONDS. Raises NotFetched."""
    began = monotonic()
    found = fetch(url)
    left = max(1.0, SECONDS - (monotonic() - began))
    try:
        text = snapshots.read(
            found.body, media_type=found.media_type or "text/html", charset=found.charset, patience=left
        )
    except Unreadable as why:
        raise NotFetched(str(why)) from why
    return found, text
