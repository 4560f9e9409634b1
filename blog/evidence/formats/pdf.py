"""PDF: the text of its pages in their order, with a mark where each begins."""

import re
from io import BytesIO
from unicodedata import normalize

from pypdf import PdfReader

from blog.evidence.formats import Mark, Text, Unreadable
from blog.transcripts.cleaning import clean_text

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd"
_NO_GAP = re.compile(rf"(?<=\w[-\u00ad\u2010])\n(?=\w)|(?<=[{_WIDE}])\n(?=[{_WIDE}])")
"""Where a printed line ends without a space: after a hyphen, and between signs that are set without any."""
_RADICALS = {sign: normalize("NFKC", chr(sign)) for sign in range(0x2F00, 0x2FD6)}
"""Many fonts tell the sign for a person (人) as the radical that looks alike (⼈), which nobody types."""


def read(data: bytes) -> Text:
    """Raises Unreadable of a locked one and of one without text; whatever else pypdf raises, it is broken."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("locked")
    found = Text("")
    for number, page in enumerate(reader.pages, 1):
        said = clean_text(page.extract_text()).translate(_RADICALS)
        if not said:
            found.notes = ["pages"]
            continue
        found.text += "\n\n" if found.text else ""
        found.marks.append(Mark(len(found.text), "page", number))
        found.text += _NO_GAP.sub("", said)
    if not found.text:
        raise Unreadable("scanned")
    return found
