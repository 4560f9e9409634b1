"""Many who ask at once for a page that is not made yet."""

import threading

import pytest
from django.http import HttpResponse

from blog.page_cache import Environ
from tests.page_cache.cast import TEXT, Answer, Handler, ask, cache, under


def test_many_who_ask_at_once_wait_for_one_page() -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow(_environ: Environ) -> HttpResponse:
        entered.set()
        assert go_on.wait(60)
        return HttpResponse(TEXT)

    handler = Handler(view=slow)
    app = cache(handler)
    answers: list[Answer] = []
    readers = [threading.Thread(target=lambda: answers.append(ask(app))) for _ in range(8)]
    readers[0].start()
    assert entered.wait(60)
    for reader in readers[1:]:
        reader.start()
    go_on.set()
    for reader in readers:
        reader.join(60)

    assert len(handler.asked) == 1
    assert [answer.body for answer in answers] == [f"{TEXT}".encode()] * 8


def test_who_waited_for_a_page_that_was_overtaken_gets_the_new_one() -> None:
    entered, go_on = threading.Event(), threading.Event()
    handler = Handler()
    app = cache(handler)

    def slow(_environ: Environ) -> HttpResponse:
        number = handler.number
        if number == 1:
            entered.set()
            assert go_on.wait(60)
        answer = HttpResponse(str(number))
        answer.generation = under(number)  # type: ignore[attr-defined]
        return answer

    handler.view = slow
    first = threading.Thread(target=ask, args=(app,))
    first.start()
    assert entered.wait(60)
    handler.number = 2  # saved, and acknowledged
    late: list[Answer] = []
    reader = threading.Thread(target=lambda: late.append(ask(app)))
    reader.start()
    go_on.set()
    reader.join(60)
    first.join(60)

    assert [answer.body for answer in late] == [b"2"]


def test_a_view_that_breaks_keeps_nobody_waiting() -> None:
    def broken(_environ: Environ) -> HttpResponse:
        raise RuntimeError

    handler = Handler(view=broken)
    app = cache(handler)
    with pytest.raises(RuntimeError):
        ask(app)

    handler.view = lambda _environ: HttpResponse(TEXT)
    assert ask(app).how == "miss"
