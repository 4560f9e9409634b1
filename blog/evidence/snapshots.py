"""A source's words out of a file or a page: its text, or a clear message, never a guess."""

import re
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from blog.apart import Failed, ask
from blog.evidence.formats import Mark, Text, Unreadable

MEGABYTES = 20
BYTES = MEGABYTES * 1024 * 1024
PATIENCE = 10
"""In seconds: someone waits."""
KINDS = {
    **dict.fromkeys((".txt", ".text", ".vtt", ".srt"), "plain"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "web"),
    ".pdf": "pdf",
}
"""Which reader takes a file, by how its name ends."""
MEDIA_TYPES = {
    **dict.fromkeys(("text/plain", "text/vtt", "application/x-subrip", "text/srt"), "plain"),
    **dict.fromkeys(("text/markdown", "text/x-markdown"), "markdown"),
    **dict.fromkeys(("text/html", "application/xhtml+xml"), "web"),
    "application/pdf": "pdf",
}
"""And by what a server says it is."""
REASONS = {
    "large": _("It is larger than 20 MB. Paste the part that is quoted."),
    "empty": _("It is empty. Choose the file again."),
    "kind": _("It is none of the files read here: text, Markdown, HTML, WebVTT, SubRip and PDF."),
    "locked": _("It is locked with a password. Save a copy without one, or paste its text."),
    "scanned": _("It holds no text: it may be scanned. Have its text recognised, or paste the part quoted."),
    "nul": _("It holds NUL characters, so it is no text. Save it as UTF-8."),
    "wordless": _("No words are to be seen in it. Paste the text instead."),
    "work": _("Reading it takes too long or too much memory. Paste the part that is quoted."),
    "broken": _("It is damaged, or not what its name says. Save it anew, or paste its text."),
}
NOTES = {
    "windows-1252": _(
        "It does not say how its letters are encoded, and was read as Windows-1252. If some look wrong,"
        " save it as UTF-8 and upload it again."
    ),
    "replaced": _("Some characters could not be read. They stand as “�”."),
    "pages": _("Some pages hold no text: they may be scanned."),
}
_IS_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read(
    data: bytes, *, name: str = "", media_type: str = "", charset: str = "", patience: float = PATIENCE
) -> Text:
    """The words of a file, by the end of its `name`, or of a server's answer, by its `media_type`.

    Takes at most `patience` seconds. Raises Unreadable: a key of REASONS.
    """
    if len(data) > BYTES:
        raise Unreadable("large")
    if not data.strip():
        raise Unreadable("empty")
    try:
        answer = ask(
            "blog.evidence.formats", _kind(data, name, media_type), charset, patience=patience, given=data
        )
    except Failed as failed:
        raise Unreadable(str(failed)) from failed
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    if not answer["text"]:
        raise Unreadable("wordless")
    return Text(answer["text"], [Mark(*mark) for mark in answer["marks"]], answer["notes"])


def _kind(data: bytes, name: str, media_type: str) -> str:
    """What reads it; how it begins counts more than what it is called. Raises Unreadable."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    kind = MEDIA_TYPES.get(media_type.lower()) if media_type else KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise Unreadable("kind")
    return "web" if kind == "plain" and _IS_PAGE.match(data) else kind
