"""What something costs, whatever else the machine does, and whatever machine it is."""

from collections.abc import Callable
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

TRIES = 3
PIECE = 0.014
"""Seconds of the processor that `piece_of_work` takes where limits are written down."""


def costs_at_most[T](seconds: float, act: Callable[[], T]) -> T:
    """What `act` returns, if one of three tries takes so many seconds of the processor at most.

    Who works beside it only adds to a try, and a fault of ours adds to each. On a slower processor, or one
    that is shared just then, the limit is so many times higher.
    """
    told = []
    for _try in range(TRIES):
        began = processor()
        found = act()
        took = processor() - began
        if took <= seconds or took <= seconds * (slower := slowness()):
            return found
        told.append(f"{took:.3f} s where {seconds * slower:.3f} s are allowed")
    raise AssertionError("\n".join(told))


def processor() -> float:
    """Seconds of the processor that this process, and those it has waited for, took so far."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def slowness() -> float:
    """How many times longer a piece of work takes now than where limits are written down; 1 if not."""
    began = processor()
    piece_of_work()
    return max(1.0, (processor() - began) / PIECE)


def piece_of_work() -> int:
    """Of the kind that is timed: words are made, counted, put in order and searched."""
    words = [str(number * 7919 % 9973) for number in range(40_000)]
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return " ".join(sorted(words)).count("7") + len(counts)
