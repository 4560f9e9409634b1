"""What an editor would remark on an essay before it is shown: hints, none of which stops it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.message import Message
from blog.models import Excerpt, Post
from blog.rendering import lacking
from blog.transcripts import names_a_person

_TO_COME = re.compile(r"\bTK+\b")
"""What writers and editors put where something is still to come: no word of any language has it."""

MOST_REMARKS = 3
"""So many are read at once; more would hide all else."""


@dataclass(frozen=True, slots=True)
class Note:
    """One remark; `good` says that something is in order."""

    text: str
    good: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the desk's strip says of an essay. `quoted` counts words of its exchanges, `words` its own."""

    words: int
    minutes: int
    quoted: int
    notes: tuple[Note, ...]

    @property
    def share(self) -> int:
        """Quoted words in a hundred of all: a hint, no advice on what the law allows."""
        return round(100 * self.quoted / (self.words + self.quoted)) if self.quoted else 0


def facts_of(post: Post) -> Facts:
    """Facts and remarks of `post` (from `for_page`)."""
    excerpts = [placement.excerpt for placement in post.placements.all()]
    quoted = sum(len(turn.text.split()) for excerpt in excerpts for turn in excerpt.turn_list)
    notes = (
        *_to_come(post),
        *(Note(remark) for remark in remarks(post)),
        *_speakers(excerpts),
        *_sources(excerpts),
        *_wording(excerpts),
        *_exchanges(excerpts),
        *_images(post),
        *_summary(post),
    )
    return Facts(post.word_count, post.minutes, quoted, notes)


def _to_come(post: Post) -> list[Note]:
    told = (post.title, post.summary, post.body)
    if found := sum(len(_TO_COME.findall(text)) for text in told):
        return [
            Note(
                ngettext("“TK” still stands in it", "“TK” still stands in it %(n)d times", found)
                % {"n": found}
            )
        ]
    return []


def remarks(post: Post) -> list[str]:
    """What readers will not get as it is written, and why: said when its text was set."""
    told = [Message(text, **said).told(_) for text, said in post.remarks[:MOST_REMARKS]]
    return [*told, _("There is more like that.")] if len(post.remarks) > MOST_REMARKS else told


def _speakers(excerpts: list[Excerpt]) -> list[Note]:
    turns = [turn for excerpt in excerpts for turn in excerpt.turn_list]
    unknown = {turn.label for turn in turns if turn.person_id is None and names_a_person(turn.label)}
    known = {turn.person_id for turn in turns if turn.person_id}
    notes = [Note(_("Who is “%(label)s”?") % {"label": label}) for label in sorted(unknown)]
    if known and not unknown:
        said = ngettext("Speaker matched", "%(n)d speakers matched", len(known))
        notes.append(Note(said % {"n": len(known)}, good=True))
    return notes


def _sources(excerpts: list[Excerpt]) -> list[Note]:
    bare = [excerpt for excerpt in excerpts if excerpt.source is None]
    named = [excerpt.source for excerpt in excerpts if excerpt.source]
    unlinked = [source for source in named if not source.url]
    notes = []
    if bare:
        said = ngettext("An exchange names no source", "%(n)d exchanges name no source", len(bare))
        notes.append(Note(said % {"n": len(bare)}))
    elif named:
        notes.append(Note(ngettext("Source named", "Sources named", len(named)), good=True))
    if unlinked:
        said = ngettext("A source has no link yet", "%(n)d sources have no link yet", len(unlinked))
        notes.append(Note(said % {"n": len(unlinked)}))
    return notes


def _wording(excerpts: list[Excerpt]) -> list[Note]:
    standings = [excerpt.standing for excerpt in excerpts]
    differing = sum(standing.at is not None and not standing.has_passed for standing in standings)
    unchecked = sum(standing.at is None for standing in standings)
    notes = []
    if differing:
        said = ngettext(
            "A quotation is not as its source has it",
            "%(n)d quotations are not as their sources have them",
            differing,
        )
        notes.append(Note(said % {"n": differing}))
    if unchecked:
        said = ngettext("An exchange is not checked", "%(n)d exchanges are not checked", unchecked)
        notes.append(Note(said % {"n": unchecked}))
    if excerpts and not notes:
        notes.append(Note(_("Wording checked"), good=True))
    return notes


def _exchanges(excerpts: list[Excerpt]) -> list[Note]:
    kinds = [{turn.kind for turn in excerpt.turn_list} for excerpt in excerpts]
    if any(kind == {"question"} for kind in kinds):
        return [Note(_("An exchange has a question and no answer"))]
    return []


def _images(post: Post) -> list[Note]:
    lost, wordless = lacking(post.segments, post.pictures)
    wordless += post.cover is not None and not post.cover.alt
    notes = []
    if wordless:
        said = ngettext(
            "An image has no text in its place", "%(n)d images have no text in their place", wordless
        )
        notes.append(Note(said % {"n": wordless}))
    if lost:
        said = ngettext("An image is not there any more", "%(n)d images are not there any more", lost)
        notes.append(Note(said % {"n": lost}))
    return notes


def _summary(post: Post) -> list[Note]:
    if post.summary or not post.plain_text.strip():
        return []
    return [Note(_("No summary: the first sentences stand in"))]
