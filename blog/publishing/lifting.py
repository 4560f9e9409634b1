"""From what was typed to excerpt rows: Transcript boxes, and fences in a body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from blog import permissions
from blog.models import Excerpt, Post
from blog.models.addresses import make_slug
from blog.models.redirect import former
from blog.publishing import excerpts
from blog.publishing.limits import check_exchange, settled
from blog.publishing.text import Box
from blog.rendering import Fence, find_fences, replace_places
from blog.transcripts import Exchange, FenceError, read_box, read_fence

_ELSEWHERE = gettext_lazy(
    "“%(slug)s” stands in another essay with other words, so they are not changed from here."
    " Place it as it stands (write [[qa: %(slug)s]]), or make your own copy (give it another name)."
)
_TWICE = gettext_lazy("“%(slug)s” stands here twice with different words. Give one of them another name.")
_CHANGED = gettext_lazy(
    "“%(slug)s” was changed elsewhere while you wrote. Your words are still here;"
    " open the excerpt to compare, then save again."
)


@dataclass(slots=True)
class Lifting:
    """One save's excerpts: who saves, into which post, and what was refused (by field of PostText)."""

    by: User | None
    now: datetime
    post: Post | None
    here: list[Excerpt] = field(default_factory=list)
    """The post's excerpts that an exchange without a slug is, if it has the same words."""
    match_in_order: bool = False
    """Whether it else is the next of them, as when a file is read again."""
    placed: dict[str, Excerpt] = field(default_factory=dict)
    """Those that stand in the post, by slug, as they are before this save, and new ones: the saver's own."""
    written: set[int] = field(default_factory=set)
    problems: dict[str, list[ValidationError]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What the excerpt of each box is called, by the box's slug; of two with the same slug the first's."""

    def boxes(self, boxes: Sequence[Box]) -> list[Excerpt]:
        """The excerpts of these boxes, in order; an empty box is none."""
        found: list[Excerpt] = []
        for number, box in enumerate(boxes, 1):
            if not box.text.strip():
                continue
            try:
                exchange = read_box(box.text)
                check_exchange(exchange)
                excerpt = self._excerpt(replace(exchange, slug=box.slug or exchange.slug), box)
            except FenceError as error:
                self._refuse(
                    "boxes",
                    _("Transcript %(n)d, line %(line)d: %(why)s"),
                    n=number,
                    line=error.line,
                    why=error.message.told(_),
                )
            except ValidationError as error:
                for fault in error.error_list:
                    self._pass_on("boxes", fault, _("Transcript %(n)d: %(why)s"), n=number)
            else:
                if box.slug:
                    self.names.setdefault(box.slug, excerpt.slug)
                if excerpt not in found:
                    found.append(excerpt)
        return found

    def body(self, body: str) -> str:
        """`body` with each fence lifted into rows and replaced by its `[[qa: …]]` line.

        Where a box became an excerpt of another name, the body places that.
        """
        if any(wished != slug for wished, slug in self.names.items()):
            body = replace_places(body, lambda slug: f"[[qa: {self.names.get(slug, slug)}]]")
        lines = body.split("\n")
        lifted = sorted(self._fences(body), key=itemgetter(0), reverse=True)
        for start, end, excerpt in lifted:
            lines[start:end] = [f"[[qa: {excerpt.slug}]]"]
        return "\n".join(lines) if lifted else body

    def _fences(self, body: str) -> Iterator[tuple[int, int, Excerpt]]:
        """Start, end and row of each; those sure of their row first, lest another takes it as its next."""
        read: list[tuple[bool, Fence, Exchange]] = []
        for fence in find_fences(body):
            try:
                exchange = read_fence(fence.text)
            except FenceError as error:
                line, why = fence.start + error.line, error.message.told(_)
                self._refuse("body", _("Line %(line)d: %(why)s"), line=line, why=why)
            else:
                unsure = not (exchange.slug or self._same(exchange))
                read.append((unsure, fence, exchange))
        for _unsure, fence, exchange in sorted(read, key=itemgetter(0)):
            try:
                check_exchange(exchange)
                yield fence.start, fence.end, self._excerpt(exchange, Box(fence.text))
            except ValidationError as error:
                for fault in error.error_list:
                    self._pass_on("body", fault, _("Line %(line)d: %(why)s"), line=fence.start + 1)

    def _excerpt(self, exchange: Exchange, box: Box) -> Excerpt:
        """The row for `exchange`, with its words: one known already, else a new one."""
        known = self._known(exchange)
        same = known is not None and known.as_exchange() == settled(exchange)
        if known is None or box.on_conflict == "copy" or (box.is_wish and not same):
            raw = box.raw or box.text
            made = excerpts.create(exchange, slug=exchange.slug, raw=raw, by=self.by, now=self.now)
            self.written.add(made.pk)
            self.placed[made.slug] = made
            return made
        if box.on_conflict == "keep" or same:
            return known
        if known.pk in self.written:
            raise ValidationError(_TWICE, code="twice", params={"slug": known.slug})
        if box.version and box.version != known.version:
            raise ValidationError(_CHANGED, code="stale", params={"slug": known.slug})
        if not permissions.can_change_words(known, self.by, besides=self.post):
            raise ValidationError(_ELSEWHERE, code="conflict", params={"slug": known.slug})
        excerpts.change(known, exchange, by=self.by, now=self.now)
        self.written.add(known.pk)
        self.placed.pop(known.slug, None)
        return known

    def _known(self, exchange: Exchange) -> Excerpt | None:
        """The row of its slug, else the post's of the same words, else, if nameless, its next in order."""
        known = self.placeable(make_slug(exchange.slug)) if exchange.slug else None
        known = known or self._same(exchange)
        if known is None and not exchange.slug and self.match_in_order:
            known = next(iter(self.here), None)
        if known in self.here:
            self.here.remove(known)
        return known

    def _same(self, exchange: Exchange) -> Excerpt | None:
        return next((row for row in self.here if row.as_exchange() == settled(exchange)), None)

    def placeable(self, slug: str) -> Excerpt | None:
        """The excerpt now or formerly at `slug`, if the saver may know of it."""
        if slug in self.placed:
            return self.placed[slug]
        rows = Excerpt.objects.with_turns()
        excerpt = rows.filter(slug=slug).first() or former(rows, slug)
        if excerpt and permissions.can_place(excerpt, self.by, self.now):
            return excerpt
        return None

    def _pass_on(self, where: str, fault: ValidationError, message: str, **said: object) -> None:
        """Refuse for `fault`, keeping what it knows of itself (`code`, `slug`) for the form."""
        said = {**(fault.params or {}), **said, "why": fault.messages[0]}
        self._refuse(where, message, code=fault.code, **said)

    def _refuse(self, where: str, message: str, *, code: str | None = None, **said: object) -> None:
        self.problems.setdefault(where, []).append(ValidationError(message, code=code, params=said))
