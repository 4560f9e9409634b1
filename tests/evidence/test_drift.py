"""What has become of a source is told from what its address gives, and nothing is guessed."""

import pytest

from blog.evidence.drift import Seen, judge, judge_failure
from blog.evidence.fetch import REASONS, NotFetched
from blog.evidence.fetching import Found
from blog.evidence.robots import Robots

URL = "https://radio.example/talk"
SAID = "We lost forty boxes."


def judged(text: str, at: str = URL, *, moved: bool = False, known: bool = True) -> Seen:
    return judge(URL, at, text, has_moved=moved, quotes={SAID}, known={SAID} if known else set())


def test_a_page_that_changed_around_the_words_is_alive() -> None:
    assert judged(f"New design! {SAID} Subscribe.") == Seen("alive", stood=frozenset({SAID}))


def test_so_is_one_where_they_stand_twice_or_in_other_quotation_marks() -> None:
    assert [judged(text).outcome for text in (f"{SAID} {SAID}", "We lost\u00a0forty boxes.")] == ["alive"] * 2


def test_words_that_no_longer_stand_are_gone() -> None:
    assert judged("We lost no boxes.") == Seen("changed", gone=frozenset({SAID}))


def test_words_never_seen_there_cannot_be_gone() -> None:
    assert judged("We lost no boxes.", known=False) == Seen("alive")


def test_nor_can_words_that_are_no_longer_quoted() -> None:
    assert judge(URL, URL, "Else.", has_moved=False, quotes=(), known={SAID}) == Seen("alive")


def test_a_page_that_moved_for_good_says_where_to() -> None:
    at = "https://radio.example/2026/talk"

    assert judged(SAID, at, moved=True) == Seen("moved", address=at, stood=frozenset({SAID}))
    assert judged(SAID, at) == Seen("alive", stood=frozenset({SAID}))


def test_the_front_page_instead_of_it_tells_what_its_words_tell() -> None:
    front = "https://radio.example/"

    assert judged("Welcome.", front, moved=True).outcome == "changed"
    assert judged("Welcome.", front, moved=True, known=False) == Seen("unknown", reason="front")


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_server_that_has_it_no_more_is_dead(status: int) -> None:
    assert judge_failure("status", status) == Seen("dead", reason="status", status=status)


@pytest.mark.parametrize("status", [401, 403, 429, 451])
def test_one_that_will_not_show_it_to_us_may_show_it_to_readers(status: int) -> None:
    assert judge_failure("status", status).outcome == "unknown"


def test_of_other_failures_only_what_every_browser_has_is_dead() -> None:
    dead = {reason for reason in REASONS if judge_failure(reason).outcome == "dead"}

    assert dead == {"name", "connection", "redirects"}


def robots(answer: str | NotFetched) -> tuple[Robots, list[str]]:
    asked: list[str] = []

    def ask(url: str) -> Found:
        asked.append(url)
        if isinstance(answer, NotFetched):
            raise answer
        return Found(url, "text/plain", "", False, answer.encode())

    return Robots(ask), asked


def test_what_a_site_asks_of_machines_is_read_once_and_done() -> None:
    rules, asked = robots("User-agent: *\nDisallow: /private/\n\nUser-agent: rejoinder\nDisallow: /talks/")

    assert [rules.allow(f"https://radio.example/{path}") for path in ("talk", "talks/1", "private/1")] == [
        True,
        False,
        True,
    ]
    assert asked == ["https://radio.example/robots.txt"]


@pytest.mark.parametrize(
    ("why", "allowed"),
    [
        (NotFetched("status", 404), True),
        (NotFetched("name"), True),
        (NotFetched("status", 503), False),
        (NotFetched("status", 429), False),
    ],
)
def test_without_such_a_file_all_is_free_but_a_server_in_trouble_is_left_alone(
    why: NotFetched, allowed: bool
) -> None:
    rules, _asked = robots(why)

    assert rules.allow("https://radio.example/talk") == allowed
