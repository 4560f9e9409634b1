"""Public pages kept in front of Django: whose they are, how long they hold, and what they cannot know."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse

from blog.page_cache import Environ
from tests.page_cache.cast import AT_NOON, TEXT, Answer, Handler, ask, cache, under


def hows(*answers: Answer) -> list[str]:
    return [answer.how for answer in answers]


def test_a_page_is_made_once() -> None:
    handler = Handler()
    app = cache(handler)

    first, second = ask(app), ask(app)

    assert hows(first, second) == ["miss", "hit"]
    assert first.body == second.body == f"/ {TEXT}".encode()
    assert len(handler.asked) == 1


def test_how_it_was_found_is_told_in_debug_alone() -> None:
    assert "X-Cache" not in ask(cache(Handler(), tells=False)).headers


def test_a_change_of_content_ends_every_page_made_before_it() -> None:
    handler = Handler()
    app = cache(handler)
    ask(app)
    handler.number += 1

    assert hows(ask(app), ask(app)) == ["miss", "hit"]


def test_a_page_whose_making_was_overtaken_by_a_change_is_not_shown_again() -> None:
    handler = Handler()
    app = cache(handler)

    def overtaken(_environ: Environ) -> HttpResponse:
        answer = HttpResponse(TEXT)
        answer.generation = under(1)  # type: ignore[attr-defined]
        handler.number = 2
        return answer

    handler.view = overtaken

    assert hows(ask(app), ask(app)) == ["miss", "miss"]


def test_a_page_holds_until_the_next_essay_is_due() -> None:
    handler = Handler(until=AT_NOON)
    app = cache(handler)
    with time_machine.travel(AT_NOON - timedelta(seconds=1), tick=False):
        before = hows(ask(app), ask(app))
    with time_machine.travel(AT_NOON, tick=False):
        after = hows(ask(app), ask(app))

    assert (before, after) == (["miss", "hit"], ["miss", "miss"])


def test_who_is_signed_in_goes_past() -> None:
    app = cache(Handler())
    ask(app)

    assert hows(ask(app, COOKIE="theme=dark; sessionid=abc"), ask(app, COOKIE="theme=dark")) == [
        "past",
        "hit",
    ]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered_from_memory(method: str) -> None:
    app = cache(Handler())
    ask(app)

    assert ask(app, method=method).how == "past"


@pytest.mark.parametrize("host", ["evil.example", "", "essays.example@evil.example"])
def test_another_host_is_djangos_to_refuse(host: str) -> None:
    app = cache(Handler())
    ask(app)

    assert ask(app, HOST=host).how == "past"


def test_every_name_of_the_site_is_answered_with_the_same_page() -> None:
    app = cache(Handler())
    ask(app)

    assert ask(app, HOST="essays.example:8000").how == "hit"


def test_what_came_without_tls_is_djangos_to_lead_there() -> None:
    app = cache(Handler())
    ask(app)

    assert ask(app, X_FORWARDED_PROTO="http").how == "past"


def test_an_address_that_is_no_public_page_goes_past() -> None:
    assert ask(cache(Handler()), "/admin/").how == "past"


def test_parameters_that_no_page_reads_are_no_other_page() -> None:
    handler = Handler()
    app = cache(handler)

    answers = [ask(app), ask(app, query="utm_source=a"), ask(app, query="before=1")]

    assert hows(*answers) == ["miss", "hit", "hit"]


def test_parameters_that_a_page_reads_are_another_page() -> None:
    handler = Handler()
    app = cache(handler)

    first, other, same = (
        ask(app, "/posts/", query=query) for query in ("before=1", "before=2", "utm_source=a&before=1")
    )

    assert hows(first, other, same) == ["miss", "miss", "hit"]
    assert [environ["QUERY_STRING"] for environ in handler.asked] == ["before=1", "before=2"]


@pytest.mark.parametrize("query", ["before=" + "1" * 2000, "&".join("before=1" for _ in range(60))])
def test_an_endless_query_goes_past(query: str) -> None:
    assert ask(cache(Handler()), "/posts/", query=query).how == "past"


def test_a_page_cannot_know_who_asked_first() -> None:
    handler = Handler()
    app = cache(handler)

    ask(
        app,
        COOKIE="theme=dark",
        USER_AGENT="secret",
        ACCEPT_LANGUAGE="de",
        AUTHORIZATION="Basic secret",
        X_FORWARDED_HOST="evil.example",
        HOST="essays.example:8000",
        RANGE="bytes=0-3",
        IF_NONE_MATCH='"x"',
    )

    (environ,) = handler.asked
    assert {name: value for name, value in environ.items() if name.startswith("HTTP_")} == {
        "HTTP_HOST": "essays.example"
    }


def test_an_answer_that_sets_a_cookie_is_kept_for_nobody() -> None:
    def view(_environ: Environ) -> HttpResponse:
        answer = HttpResponse(TEXT)
        answer.set_cookie("token", "secret")
        return answer

    app = cache(Handler(view=view))

    assert hows(ask(app), ask(app)) == ["past", "past"]


@pytest.mark.parametrize(
    "answer", [{"headers": {"Cache-Control": "no-store"}}, {"status": 302}, {"status": 500}]
)
def test_other_answers_are_kept_for_nobody(answer: dict[str, Any]) -> None:
    app = cache(Handler(view=lambda _environ: HttpResponse(TEXT, **answer)))

    assert hows(ask(app), ask(app)) == ["past", "past"]


def test_an_answer_no_public_view_has_made_is_kept_for_nobody() -> None:
    def view(_environ: Environ) -> HttpResponse:
        answer = HttpResponse(TEXT)
        answer.generation = None  # type: ignore[attr-defined]
        return answer

    app = cache(Handler(view=view))

    assert hows(ask(app), ask(app)) == ["past", "past"]
    assert ask(app).body == TEXT.encode()


@pytest.mark.parametrize("status", [200, 301, 404, 410])
def test_these_answers_are_kept(status: int) -> None:
    app = cache(Handler(view=lambda _environ: HttpResponse(TEXT, status=status)))

    assert hows(ask(app), ask(app)) == ["miss", "hit"]
    assert ask(app).status.startswith(str(status))


def test_an_address_stands_on_one_shelf() -> None:
    handler = Handler()
    app = cache(handler)
    ask(app)
    handler.number, handler.view = 2, lambda _environ: HttpResponse(TEXT, status=404)

    assert hows(ask(app), ask(app)) == ["miss", "hit"]
    assert (len(app.pages), len(app.made_up)) == (0, 1)


def test_addresses_without_end_push_out_no_page_of_the_site() -> None:
    handler = Handler(
        view=lambda environ: HttpResponse(TEXT, status=404 if environ["PATH_INFO"] == "/nothing/" else 200)
    )
    app = cache(handler, limit=100_000)
    ask(app)

    for number in range(500):
        ask(app, "/posts/", query=f"before={number}")

    assert ask(app).how == "hit"
    assert app.pages.size + app.made_up.size <= 100_000 * 17 / 16
    assert len(app.made_up) < 10


def test_without_memory_every_page_is_made_anew() -> None:
    app = cache(Handler(), limit=0)

    assert hows(ask(app), ask(app)) == ["miss", "miss"]
