"""Quotations are compared with their source whenever either or the rules change; what is found is kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from blog.models import Check, Excerpt, Source
from blog.publishing import checking, excerpts, library, merging
from blog.tasks import check_again, check_outdated
from blog.transcripts import read_box
from tests.factories import NOW, make_excerpt, make_snapshot

pytestmark = pytest.mark.django_db

SAID = "Not the letters. Ask me in May. We lost forty boxes. Ask me in May, then."
TEXT = f"Host: What burned?\n\nAda Reed: {SAID}"
SOURCE = "Source: The Ledger Hour"


def quoted(*answers: str) -> Excerpt:
    """Someone asks, and so the answers go."""
    said = "\n\n".join(f"Ada Reed: {answer}" for answer in answers)
    return make_excerpt(f"Host: What burned?\n\n{said}\n\n{SOURCE}")


def verdicts(excerpt: Excerpt) -> list[str | None]:
    turns = excerpt.turns.select_related("found")
    return [turn.checked.verdict if turn.checked else None for turn in turns]


def reword(excerpt: Excerpt, before: str, after: str, *, now: datetime = NOW) -> None:
    box = excerpt.as_box().replace(before, after)
    excerpts.save(Excerpt.objects.get(pk=excerpt.pk), read_box(box), raw=box, by=None, now=now)


@pytest.fixture
def source() -> Source:
    """Kept as saying TEXT."""
    source = Source.objects.create(title="The Ledger Hour", slug="the-ledger-hour")
    make_snapshot(source, TEXT)
    return source


def test_what_is_new_is_compared_at_once(source: Source) -> None:
    excerpt = quoted("Not the letters.", "We lost […] boxes.", "We lost no boxes.")

    assert verdicts(excerpt) == ["exact", "exact", "elided", "altered"]


def test_it_is_kept_with_what_it_was_compared_with_when_and_by_which_rules(source: Source) -> None:
    found = quoted("Not the letters […] We lost forty boxes.").turns.get(position=1).checked

    assert found is not None
    kept = (found.contract, found.sha256, found.at, found.omitted_words, found.folds, found.diff)
    assert kept == (1, source.snapshots.get().sha256, NOW, 4, [], [])
    assert [TEXT[start:end] for start, end in found.spans] == ["Not the letters", "We lost forty boxes."]


def test_nothing_is_found_where_no_source_is_kept() -> None:
    assert verdicts(quoted("Not the letters.")) == [None, None]


def test_a_source_that_is_kept_later_is_compared_then() -> None:
    excerpt = quoted("Not the letters.")

    make_snapshot(Source.objects.get(), TEXT)

    assert verdicts(excerpt) == ["exact", "exact"]


def test_words_that_change_are_compared_anew(source: Source) -> None:
    excerpt, later = quoted("Not the letters."), NOW + timedelta(days=1)

    reword(excerpt, "Not the letters", "The letters", now=later)

    found = excerpt.turns.get(position=1).checked
    assert found is not None
    assert (found.verdict, found.at) == ("altered", later)


def test_a_source_that_says_something_else_is_compared_anew(source: Source) -> None:
    excerpt = quoted("Not the letters.")

    make_snapshot(source, TEXT.replace("Not the", "All the"), now=NOW + timedelta(days=1))

    assert verdicts(excerpt) == ["exact", "altered"]


def test_an_excerpt_of_another_source_from_now_on_forgets_what_was_found(source: Source) -> None:
    excerpt = quoted("Not the letters.")

    reword(excerpt, "The Ledger Hour", "Another hour")

    assert (verdicts(excerpt), Check.objects.count()) == ([None, None], 0)


def test_an_editors_turn_is_not_compared(source: Source) -> None:
    excerpt = make_excerpt(f"Ada Reed: Not the letters.\n\nEditor {{kind=editor}}: She laughed.\n\n{SOURCE}")

    assert verdicts(excerpt) == ["exact", None]


def test_the_excerpts_of_a_source_merged_into_another_are_compared_with_that(source: Source) -> None:
    excerpt = make_excerpt("Host: What burned?\n\nAda Reed: Not the letters.\n\nSource: Ledger Hour, The")
    other = Source.objects.get(title="Ledger Hour, The")
    assert verdicts(excerpt) == [None, None]

    merging.merge(other, source, by=None, now=NOW)

    assert verdicts(excerpt) == ["exact", "exact"]


class TestChoosing:
    """The words stand in more than one place, until someone says which is meant."""

    def test_settles_it(self, source: Source) -> None:
        turn = quoted("Ask me in May").turns.get(position=1)
        assert turn.checked
        assert turn.checked.verdict == "ambiguous"
        second = turn.checked.spans[1][0]

        found = checking.choose(turn, second, now=NOW)

        assert found is not None
        assert (found.verdict, found.spans[0][0]) == ("exact", second)

    def test_holds_while_the_source_says_the_same(self, source: Source) -> None:
        turn = (excerpt := quoted("Ask me in May")).turns.get(position=1)
        checking.choose(turn, turn.found.spans[1][0], now=NOW)

        reword(excerpt, "What burned", "What burned then")
        assert verdicts(excerpt) == ["altered", "exact"]
        make_snapshot(source, f"{TEXT} More.", now=NOW + timedelta(days=1))
        assert verdicts(excerpt) == ["altered", "ambiguous"]

    def test_takes_no_place_that_was_not_offered(self, source: Source) -> None:
        turn = (excerpt := quoted("Ask me in May")).turns.get(position=1)

        assert checking.choose(turn, 1, now=NOW) is None
        assert verdicts(excerpt) == ["exact", "ambiguous"]


def test_when_the_rules_change_everything_is_compared_by_the_new_ones(source: Source) -> None:
    excerpt, others = quoted("Not the letters."), quoted("We lost forty boxes.")
    Check.objects.update(contract=0, verdict="altered")

    check_again.call()

    assert [verdicts(row) for row in (excerpt, others)] == [["exact", "exact"]] * 2
    assert not checking.outdated().exists()


@pytest.mark.usefixtures("queued")
def test_the_worker_is_asked_once_and_only_where_there_is_something_to_compare(source: Source) -> None:
    from django_ox.models import OxTask

    def asked() -> Any:
        return OxTask.objects.filter(task_path=check_again.module_path).count()

    quoted("Not the letters.")
    check_outdated()
    assert asked() == 0
    Check.objects.update(contract=0)
    check_outdated()
    check_outdated()
    assert asked() == 1


def test_an_exchange_is_called_by_the_worst_of_its_turns(source: Source) -> None:
    def standing(*answers: str) -> str:
        return Excerpt.objects.with_turns().get(pk=quoted(*answers).pk).standing.verdict

    assert standing("Not the letters.") == "exact"
    assert standing("Not the letters.", "We lost […] boxes.") == "elided"
    assert standing("We lost […] boxes.", "Ask me in May") == "ambiguous"
    assert standing("Ask me in May", "Quite other words that stand nowhere.") == "not_found"
    assert standing("Quite other words that stand nowhere.", "All the letters.") == "altered"


def test_an_exchange_of_which_a_part_was_not_compared_is_not_verified(source: Source) -> None:
    excerpt = quoted("Not the letters.")
    excerpt.turns.get(position=1).found.delete()

    assert Excerpt.objects.with_turns().get(pk=excerpt.pk).standing.verdict == "unchecked"


def test_a_deleted_source_takes_what_it_said_with_it(source: Source) -> None:
    excerpt = quoted("Not the letters.")
    excerpt.delete()

    library.delete(source, now=NOW)

    assert Check.objects.count() == 0
