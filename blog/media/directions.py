"""In which direction each sign of a line is read: Unicode's bidirectional algorithm (UAX 9), for plain lines.

Marks that embed or override are left out: texts are drawn without them.
"""

from unicodedata import bidirectional

_TO_THE_LEFT = frozenset(["R", "AL"])
_NUMBERS = frozenset(["EN", "AN"])
_BETWEEN = frozenset(["CS", "ES"])
_BESIDE = "ET"


def reads_leftwards(text: str) -> bool:
    """Whether its first letter does, and so the whole (rules P2 and P3)."""
    strong = (kind for kind in map(bidirectional, text) if kind == "L" or kind in _TO_THE_LEFT)
    return next(strong, "L") != "L"


def directions(text: str, leftwards: bool) -> list[bool]:
    """For each sign whether it is read to the left; `leftwards` says that of the line."""
    kinds = _with_numbers(text)
    letters: list[bool | None] = []
    before = leftwards
    for kind in kinds:
        if kind == "L" or kind in _TO_THE_LEFT:
            before = kind != "L"
        known = kind == "L" or kind in _TO_THE_LEFT or kind in _NUMBERS
        letters.append(before if known else None)
    after = _carried(letters[::-1], leftwards)[::-1]
    around = zip(_carried(letters, leftwards), after, strict=True)
    neutral = [left if left == right else leftwards for left, right in around]
    return [
        False if kind in _NUMBERS else found if letter is None else letter
        for kind, letter, found in zip(kinds, letters, neutral, strict=True)
    ]


def _with_numbers(text: str) -> list[str]:
    """The kind of each sign, where what parts or belongs to a number is one of its own (W1, W4, W5)."""
    kinds = [bidirectional(sign) or "L" for sign in text]
    for at, kind in enumerate(kinds):
        before, after = kinds[at - 1] if at else "", kinds[at + 1] if at + 1 < len(kinds) else ""
        if kind == "NSM":
            kinds[at] = before or kind
        elif (kind in _BETWEEN and before == after == "EN") or (kind == _BESIDE and "EN" in (before, after)):
            kinds[at] = "EN"
    return kinds


def _carried(found: list[bool | None], first: bool) -> list[bool]:
    """The last that is known at each place."""
    carried, last = [], first
    for each in found:
        last = last if each is None else each
        carried.append(last)
    return carried
