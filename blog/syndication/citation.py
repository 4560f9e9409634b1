"""Citations of an essay and of an excerpt: as BibTeX, as CSL-JSON, and as a plain sentence.

An excerpt is cited as its source, quoted in the essay that quoted it first: that one does not change when
others follow. Its address is its page here, where the words can be checked; the note leads to the original.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.text import get_text_list
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from blog.models import Excerpt, Post, SiteIdentity, Turn
from blog.models.partial_date import in_words
from blog.models.source import Kind
from blog.syndication.addresses import absolute
from blog.syndication.wording import title_of
from blog.transcripts import names_a_person

type Form = Literal["bib", "csl"]

CONTENT_TYPES: dict[Form, str] = {
    "bib": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}

_TYPES = {
    Kind.AMA: "interview",
    Kind.INTERVIEW: "interview",
    Kind.PODCAST: "broadcast",
    Kind.BROADCAST: "broadcast",
    Kind.HEARING: "hearing",
    Kind.SPEECH: "speech",
    Kind.PANEL: "speech",
    Kind.THREAD: "post",
    Kind.ARTICLE: "article",
    Kind.BOOK: "book",
    Kind.LETTER: "personal_communication",
}
"""https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types"""

_TEX = {
    "\\": r"\textbackslash{}",
    # Not \{ and \}: BibTeX counts braces, escaped or not, and they need not come in pairs.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
}
_ESCAPES = str.maketrans(_TEX)
_INNER = str.maketrans('“”„"', "‘’‚'")
"""Quotation marks as they are within others."""
_ISOLATE, _END = "\u2068", "\u2069"
_TURNS = str.maketrans("", "", _ISOLATE + _END)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What every form tells, in plain text. `date` is ISO 8601, perhaps a year or a month only.

    Names are whole: which part of one is the family's, nobody here can know.
    """

    key: str
    type: str
    names: tuple[str, ...]
    title: str
    date: str
    url: str
    sentence: str
    container: str = ""
    publisher: str = ""
    translators: tuple[str, ...] = ()
    language: str = ""
    note: str = ""


def of_essay(post: Post, site: SiteIdentity) -> Citation:
    """Of a published post, loaded with its authors."""
    language, names = post.language or site.language, _authors(post, site)
    return Citation(
        key=_key(post, "essay"),
        type="post-weblog",
        names=names,
        title=_line(post.title),
        container=_line(site.name),
        date=_day(post, site),
        url=absolute(post.get_absolute_url()),
        language=language,
        sentence=_listed(_essay(post, site, site.name if names != (_line(site.name),) else "")),
    )


def of_excerpt(excerpt: Excerpt, first: Post, site: SiteIdentity) -> Citation:
    """Of an excerpt from `with_turns`; `first` is the visible post that quoted it first, with its authors."""
    source, turns = excerpt.source, excerpt.turn_list
    names = tuple(dict.fromkeys(name for turn in excerpt.speakers if (name := _speaker(turn))))
    title = _line(source.title if source else title_of(excerpt))
    publisher = _line(source.publisher) if source else ""
    date = excerpt.said or (source.said if source else "")
    quoted_in = _("quoted in %(essay)s") % {"essay": _listed(_essay(first, site))}
    where = _("in “%(title)s”") if source and names else _("“%(title)s”")
    said = [
        _together(names),
        where % {"title": title.translate(_INNER)},
        publisher,
        in_words(date) if date else "",
        quoted_in,
    ]
    original = _("Original: %(address)s") % {"address": source.url} if source and source.url else ""
    return Citation(
        key=_key(excerpt, "excerpt"),
        type=_TYPES.get(Kind(source.kind), "document") if source and source.kind else "document",
        names=names,
        title=title,
        publisher=publisher,
        date=date,
        url=absolute(excerpt.get_absolute_url()),
        translators=tuple(dict.fromkeys(_line(turn.translator) for turn in turns if turn.translator)),
        language=excerpt.language or site.language,
        note=" ".join(
            part for part in (f"{quoted_in[:1].upper()}{quoted_in[1:]}.", original) if part
        ).translate(_TURNS),
        sentence=_listed(said),
    )


def write(citation: Citation, form: Form) -> str:
    """`citation` as a file of one entry."""
    if form == "bib":
        return as_bibtex(citation)
    return json.dumps([as_csl(citation)], ensure_ascii=False, indent=1) + "\n"


def as_bibtex(citation: Citation) -> str:
    """An entry for BibTeX and biblatex, in UTF-8. A pair of braces keeps titles and names as they are."""
    fields = {
        "author": _tex_names(citation.names),
        "title": f"{{{_tex(citation.title)}}}",
        "howpublished": _tex(citation.container),
        "publisher": _tex(citation.publisher),
        "translator": _tex_names(citation.translators),
        "year": citation.date[:4],
        "date": citation.date,
        "url": citation.url,
        "note": _tex(citation.note),
    }
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{told}}}\n"


def as_csl(citation: Citation) -> dict[str, Any]:
    """An item of CSL-JSON 1.0 (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    item = {
        "id": citation.key,
        "type": citation.type,
        "author": [{"literal": name} for name in citation.names],
        "title": citation.title,
        "container-title": citation.container,
        "publisher": citation.publisher,
        "translator": [{"literal": name} for name in citation.translators],
        "issued": _date_parts(citation.date),
        "URL": citation.url,
        "language": citation.language,
        "note": citation.note,
    }
    return {name: value for name, value in item.items() if value}


def _essay(post: Post, site: SiteIdentity, *where: str) -> list[str]:
    """The parts of a sentence that names an essay."""
    title = _("“%(title)s”") % {"title": _line(post.title).translate(_INNER)}
    return [_together(_authors(post, site)), title, *where, in_words(_day(post, site))]


def _authors(post: Post, site: SiteIdentity) -> tuple[str, ...]:
    return tuple(_line(person.name) for person in post.author_list) or (_line(site.name),)


def _day(post: Post, site: SiteIdentity) -> str:
    """The day it was published, by the site's clocks."""
    return site.local(post.published_at or post.created_at).date().isoformat()


def _speaker(turn: Turn) -> str:
    """Who speaks, if the page names someone: a hidden person as quoted, and no role such as `A`."""
    if turn.person and not turn.person.hidden:
        return _line(turn.person.name)
    return _line(turn.label) if turn.person or names_a_person(turn.label) else ""


def _together(names: Iterable[str]) -> str:
    """`Ann Bee, Cy Dee and Eve Fox`."""
    return str(get_text_list(list(names), _("and")))


def _listed(said: Sequence[str]) -> str:
    return pgettext("in a list", ", ").join(_apart(part) for part in said if part)


def _apart(part: str) -> str:
    """`part`, isolated where some of it runs the other way: it would take the number of the date along."""
    turned = {"L"} if get_language_bidi() else {"R", "AL"}
    runs_apart = any(unicodedata.bidirectional(sign) in turned for sign in part)
    return f"{_ISOLATE}{part}{_END}" if runs_apart else part


def _line(text: str) -> str:
    """`text` in one line, with nothing in it that prints nothing."""
    shown = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join(shown.split())


def _key(row: Post | Excerpt, kind: str) -> str:
    """A key every program takes: its address, or what ASCII has of that and a part of its lasting id."""
    if row.slug.isascii():
        return row.slug
    folded = unicodedata.normalize("NFKD", row.slug).encode("ascii", "ignore").decode().strip("-")
    return f"{folded or kind}-{row.feed_id.hex[:8]}"


def _date_parts(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _tex(text: str) -> str:
    return text.translate(_ESCAPES)


def _tex_names(names: Iterable[str]) -> str:
    return " and ".join(f"{{{_tex(name)}}}" for name in names)
