"""What has become of a source: told from what its address gives today. Pure; it guesses nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from blog.evidence.verbatim import Finding, check_all

type Outcome = Literal["alive", "moved", "dead", "changed", "unknown"]

LONGEST = 2000
"""An address of more characters is none to move to."""
_OFFLINE = frozenset(["name", "connection", "redirects"])
"""Failures a reader's browser would have, too. Others may be meant for machines, or our own limits."""
_GONE = frozenset([404, 410])


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found. `stood` and `gone` are quotations; `address` is where a page that moved is now."""

    outcome: Outcome
    address: str = ""
    reason: str = ""
    status: int = 0
    stood: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


def judge(
    url: str, at: str, text: str, *, has_moved: bool, quotes: Collection[str], known: Collection[str]
) -> Seen:
    """What `text`, found `at` an address to which `url` leads, says of the source.

    `quotes` have passed against the kept snapshot. Only the `known` among them once stood at `url`, and so
    only these can be gone. However else the page changed, it is alive.
    """
    found = zip(quotes, check_all([(quote, None) for quote in quotes], text), strict=True)
    stood = frozenset(quote for quote, finding in found if _stands(finding))
    if gone := frozenset(known).intersection(quotes) - stood:
        return Seen("changed", stood=stood, gone=gone)
    if _is_front(at) and not _is_front(url) and not stood:
        return Seen("unknown", reason="front")
    if has_moved and at != url and len(at) <= LONGEST:
        return Seen("moved", address=at, stood=stood)
    return Seen("alive", stood=stood)


def _stands(finding: Finding) -> bool:
    """Words that stand in two places are still there."""
    return finding.has_passed or finding.verdict == "ambiguous"


def judge_failure(reason: str, status: int = 0) -> Seen:
    """What it says that nothing was read: offline is what no reader can open, either."""
    is_dead = reason in _OFFLINE or (reason == "status" and (status in _GONE or status >= 500))
    return Seen("dead" if is_dead else "unknown", reason=reason, status=status)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
