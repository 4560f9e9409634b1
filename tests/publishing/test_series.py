"""How an essay joins a series and leaves it, and who may put it there."""

from dataclasses import replace

import pytest

from accounts.models import User
from blog.models import Post, Series
from blog.permissions import series_for
from blog.publishing import posts, working_copy
from blog.publishing import series as verbs
from blog.publishing.text import PostText, Refused, Stale
from tests.factories import NOW, make_post, make_series, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return make_user("author")


def join(post: Post, series: Series | None, *, by: User | None = None) -> Post:
    text = replace(posts.text_of(post), series=series.pk if series else None)
    write = posts.update if post.is_released else posts.save
    return write(post, text, by=by, now=NOW)


def test_joins_as_the_last_part_and_keeps_its_place() -> None:
    first, second = make_post(), make_post()
    series = make_series(parts=[make_post()])

    for post in (first, second, first):
        join(post, series)

    assert list(Post.objects.in_series(series)[1:]) == [first, second]


def test_leaves_it_and_moves_to_another() -> None:
    post = make_post()
    one, two = make_series("One", parts=[post]), make_series("Two")

    assert join(post, two).series == two
    assert not Post.objects.in_series(one).exists()
    moved = join(post, None)
    assert (moved.series, moved.series_position) == (None, None)


def test_edits_that_wait_join_when_they_are_shown() -> None:
    post, series = make_post(), make_series()
    text = replace(posts.text_of(post), series=series.pk)
    working_copy.keep(post, text, by=None, now=NOW)

    assert not Post.objects.in_series(series).exists()
    posts.update(post, working_copy.text_for(post), by=None, now=NOW)
    assert list(Post.objects.in_series(series)) == [post]


def test_edits_that_wait_do_not_undo_what_an_editor_ordered() -> None:
    post, other = make_post(), make_post()
    series = make_series(parts=[other])
    for row in (post, other):
        working_copy.keep(row, replace(posts.text_of(row), body="New."), by=None, now=NOW)

    verbs.save(series, parts=[post.pk], by=None, now=NOW)
    for row in (post, other):
        posts.update(row, working_copy.text_for(row), by=None, now=NOW)

    assert list(Post.objects.in_series(series)) == [post]


def test_who_has_the_essay_open_is_told_that_it_was_put_in_a_series() -> None:
    post, editor = make_post(), make_user("editor")
    opened = posts.text_of(post)

    verbs.save(make_series(), parts=[post.pk], by=editor, now=NOW)

    with pytest.raises(Stale):
        posts.update(post, opened, by=None, now=NOW, base_version=post.version)
    last = post.revisions.first()
    assert last is not None
    assert (last.note, last.by) == ("put in “The shoebox”", editor)


def test_ordering_anew_changes_no_essay() -> None:
    one, two = make_post(), make_post()
    series = make_series(parts=[one, two])
    before = list(Post.objects.order_by("pk").values_list("version", "modified_at"))

    verbs.save(series, parts=[two.pk, one.pk], by=None, now=NOW)

    assert list(Post.objects.in_series(series)) == [two, one]
    assert list(Post.objects.order_by("pk").values_list("version", "modified_at")) == before


def test_an_author_is_offered_what_readers_see_and_where_an_own_essay_stands(author: User) -> None:
    shown = make_series("Shown", parts=[make_post()])
    own = make_series("Own", parts=[make_post(state="draft", by=author)])
    make_series("Empty")
    make_series("Hidden", parts=[make_post(state="draft")])

    assert set(series_for(author, NOW)) == {shown, own}
    assert series_for(make_user("editor"), NOW).count() == 4


def test_an_author_cannot_put_an_essay_where_they_are_not_offered_to(author: User) -> None:
    hidden = make_series(parts=[make_post(state="draft")])

    with pytest.raises(Refused) as refused:
        join(make_post(state="draft", by=author), hidden, by=author)

    assert refused.value.message_dict == {"series": ["This series is no longer there. Choose another."]}


def test_a_series_deleted_meanwhile_is_told() -> None:
    gone = make_series()
    number = gone.pk
    verbs.delete(gone, by=None, now=NOW)

    with pytest.raises(Refused):
        posts.save(None, PostText(title="Late", series=number), by=None, now=NOW)


def test_a_full_series_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    series = make_series(parts=[make_post()])
    monkeypatch.setattr("blog.publishing.limits.MOST_PARTS", 1)

    with pytest.raises(Refused) as refused:
        join(make_post(), series)

    assert refused.value.message_dict == {"series": ["A series holds at most 1 essays. Begin another."]}
