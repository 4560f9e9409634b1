"""What is said to cost too much does, in each try and on any machine."""

from collections.abc import Callable
from time import process_time

import pytest

from tests import timing
from tests.timing import costs_at_most


def work(*seconds: float) -> Callable[[], int]:
    """An act that takes so many seconds of the processor at each call, and tells which call that was."""
    left = list(seconds)

    def act() -> int:
        end = process_time() + left.pop(0)
        while process_time() < end:
            pass
        return len(seconds) - len(left)

    return act


def test_one_try_in_time_will_do() -> None:
    assert costs_at_most(0.1, work(0.6, 0.6, 0)) == 3


def test_each_too_late_is_a_fault() -> None:
    with pytest.raises(AssertionError, match=r"s where .* s are allowed\n.*\n"):
        costs_at_most(0.01, work(0.3, 0.3, 0.3))


def test_a_slower_processor_is_given_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "PIECE", timing.PIECE / 100)

    assert costs_at_most(0.01, work(0.1)) == 1
