"""From what was typed to excerpt rows: Transcript boxes, and fences in a body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from blog.models import Excerpt, Post
from blog.models.redirect import former
from blog.publishing import excerpts
from blog.publishing.limits import check_exchange, settled
from blog.publishing.text import Box
from blog.rendering import find_fences
from blog.transcripts import Exchange, FenceError, read_box, read_fence

_ELSEWHERE = gettext_lazy(
    "“%(slug)s” stands in another essay with other words, so they are not changed from here."
    " Place it as it stands (write [[qa: %(slug)s]]), or make your own copy (give it another name)."
)
_CHANGED = gettext_lazy(
    "“%(slug)s” was changed by someone else while you wrote. Your words are still here;"
    " open the excerpt to compare, then save again."
)


@dataclass(slots=True)
class Lifting:
    """One save's excerpts: who saves, into which post, and what was refused (by field of PostText)."""

    by: User | None
    now: datetime
    post: Post | None
    in_order: Iterator[Excerpt] = field(default_factory=lambda: iter(()))
    problems: dict[str, list[ValidationError]] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)

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
                    why=error,
                )
            except ValidationError as error:
                for fault in error.error_list:
                    self._pass_on("boxes", fault, _("Transcript %(n)d: %(why)s"), n=number)
            else:
                if box.on_conflict == "copy" and box.slug:
                    self.copies[box.slug] = excerpt.slug
                if excerpt not in found:
                    found.append(excerpt)
        return found

    def body(self, body: str) -> str:
        """`body` with each fence lifted into rows and replaced by its `[[qa: …]]` line.

        Where a box became a copy, the body places the copy.
        """
        for slug, copy in self.copies.items():
            body = body.replace(f"[[qa: {slug}]]", f"[[qa: {copy}]]")
        lines = body.split("\n")
        for fence in reversed(lifted := list(self._fences(body))):
            start, end, excerpt = fence
            lines[start:end] = [f"[[qa: {excerpt.slug}]]"]
        return "\n".join(lines) if lifted else body

    def _fences(self, body: str) -> Iterator[tuple[int, int, Excerpt]]:
        for fence in find_fences(body):
            try:
                exchange = read_fence(fence.text)
                check_exchange(exchange)
                yield fence.start, fence.end, self._excerpt(exchange, Box(fence.text))
            except FenceError as error:
                self._refuse("body", _("Line %(line)d: %(why)s"), line=fence.start + error.line, why=error)
            except ValidationError as error:
                for fault in error.error_list:
                    self._pass_on("body", fault, _("Line %(line)d: %(why)s"), line=fence.start + 1)

    def _excerpt(self, exchange: Exchange, box: Box) -> Excerpt:
        """The row for `exchange`: the one of its slug, else the next of the post in order, else a new one."""
        known = self.placeable(exchange.slug) if exchange.slug else next(self.in_order, None)
        if known is None or box.on_conflict == "copy":
            return excerpts.create(exchange, slug=exchange.slug, raw=box.text, by=self.by, now=self.now)
        if box.on_conflict == "keep" or known.as_exchange() == settled(exchange):
            return known
        if box.version and box.version != known.version:
            raise ValidationError(_CHANGED, code="stale", params={"slug": known.slug})
        if not excerpts.may_change(known, by=self.by, besides=self.post):
            raise ValidationError(_ELSEWHERE, code="conflict", params={"slug": known.slug})
        excerpts.change(known, exchange, by=self.by, now=self.now)
        return known

    def placeable(self, slug: str) -> Excerpt | None:
        """The excerpt now or formerly at `slug`, if the saver may know of it."""
        rows = Excerpt.objects.with_turns()
        excerpt = rows.filter(slug=slug).first() or former(rows, slug)
        if excerpt and excerpts.may_place(excerpt, by=self.by, now=self.now):
            return excerpt
        return None

    def _pass_on(self, where: str, fault: ValidationError, message: str, **said: object) -> None:
        """Refuse for `fault`, keeping what it knows of itself (`code`, `slug`) for the form."""
        said = {**(fault.params or {}), **said, "why": fault.messages[0]}
        self._refuse(where, message, code=fault.code, **said)

    def _refuse(self, where: str, message: str, *, code: str | None = None, **said: object) -> None:
        self.problems.setdefault(where, []).append(ValidationError(message, code=code, params=said))
