"""The form of a series: its parts in order, by numbers alone."""

import pytest
from django.test import Client

from blog.forms.series import Places, PlacesField
from blog.models import Post, Series
from blog.models.series import MOST_PARTS
from blog.publishing import series as verbs
from tests.admin.page import errors, fields, press, signed_in, text
from tests.factories import NOW, make_post, make_series, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/series/add/"


def form_of(series: Series) -> str:
    return f"/admin/blog/series/{series.pk}/change/"


def titles(series: Series) -> list[str]:
    return list(Post.objects.in_series(series).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("1 2 3 4 5", "abcde"),
        ("1 2 3 4 2", "aebcd"),
        ("1 2 3 4 1", "eabcd"),
        ("1 5 3 4 5", "acdeb"),
        ("2 1 3 4 5", "bacde"),
        ("5 4 3 2 1", "edcba"),
        ("1 99 3 4 5", "acdeb"),
        ("10 20 30 40 50", "abcde"),
        ("7 7 7 7 7", "abcde"),
        ("1 _ 3 4 5", "acde"),
        ("1 _ 2 3 4", "acde"),
        ("_ _ _ _ _", ""),
    ],
)
def test_a_number_says_where_an_essay_goes(typed: str, order: str) -> None:
    field = PlacesField(initial=Places({n: str(n) for n in range(1, 6)}))

    given = Places(enumerate(typed.replace("_", " ").split(" ") if "_" not in typed else _gaps(typed), 1))

    assert "".join("_abcde"[pk] for pk in field.clean(given)) == order


def _gaps(typed: str) -> list[str]:
    return ["" if number == "_" else number for number in typed.split(" ")]


class TestAnEditor:
    @pytest.fixture
    def editor(self) -> Client:
        return signed_in("editor")

    def test_begins_a_series_of_essays_by_title_address_or_former_address(self, editor: Client) -> None:
        for title in ("One", "Two", "Three"):
            make_post(title)
        lines = "Two\nhttps://example.org/posts/three/?utm_source=x#p2\n/posts/one.md"

        refused = press(editor, ADD, "_save", title="The shoebox", add=lines)
        assert errors(refused) == {
            "add": ["There is no essay “/posts/one.md”. Copy its address from its page, or write its title."]
        }
        press(editor, ADD, "_save", title="The shoebox", add=lines.replace(".md", ""))

        series = Series.objects.get()
        assert (series.slug, titles(series)) == ("the-shoebox", ["Two", "Three", "One"])

    def test_finds_a_title_however_it_is_capitalised(self, editor: Client) -> None:
        make_post("Élan, again")

        press(editor, ADD, "_save", title="The shoebox", add="élan, AGAIN")

        assert titles(Series.objects.get()) == ["Élan, again"]

    def test_moves_adds_and_takes_out_in_one_go(self, editor: Client) -> None:
        one, two, three, four = (make_post(title) for title in ("One", "Two", "Three", "Four"))
        series = make_series(parts=[one, two, three])

        typed = {f"places-{three.pk}": "1", f"places-{two.pk}": "", "add": "Four"}
        assert press(editor, form_of(series), "_save", **typed).status_code == 302

        assert titles(series) == ["Three", "One", "Four"]
        assert list(Post.objects.in_series(series).values_list("series_position", flat=True)) == [1, 2, 3]
        two.refresh_from_db()
        assert (two.series, two.series_position) == (None, None)
        assert four.revisions.count() == 3

    @pytest.mark.parametrize("typed", ["first", "-1", "0", "1.5", "٣", "9" * 30])
    def test_is_told_what_is_no_place(self, editor: Client, typed: str) -> None:
        post = make_post()
        series = make_series(parts=[post])

        page = press(editor, form_of(series), "_save", **{f"places-{post.pk}": typed})

        assert f"“{typed}” is no place. Write a number from 1 on, or nothing to take it out." in text(page)
        assert titles(series) == [post.title]

    @pytest.mark.parametrize("typed", ["/series/the-shoebox/", "https://example.org/series/the-shoebox"])
    def test_is_told_that_a_series_cannot_contain_itself(self, editor: Client, typed: str) -> None:
        page = press(editor, form_of(make_series()), "_save", add=typed)

        said = f"“{typed}” is a series. A series holds essays, and never a series or itself."
        assert errors(page) == {"add": [said]}

    def test_is_told_where_an_essay_is_a_part_already(self, editor: Client) -> None:
        make_series("Elsewhere", parts=[make_post("Taken")])

        page = press(editor, ADD, "_save", title="New", add="Taken")

        assert errors(page) == {"add": ["“Taken” is a part of “Elsewhere”. Take it out there first."]}

    def test_is_told_when_there_are_too_many(self, editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("blog.publishing.limits.MOST_PARTS", 1)
        lines = "\n".join(make_post().title for _number in range(2))

        page = press(editor, ADD, "_save", title="New", add=lines)

        assert errors(page) == {"add": ["A series holds at most 1 essays. Begin another."]}
        assert MOST_PARTS == 500

    def test_is_told_that_a_title_is_taken(self, editor: Client) -> None:
        make_series("The shoebox")

        page = press(editor, ADD, "_save", title="The shoebox")

        assert errors(page) == {"title": ["There is a series of this title already."]}

    def test_sees_another_editors_order_before_replacing_it(self, editor: Client) -> None:
        one, two, three = (make_post(title) for title in ("One", "Two", "Three"))
        series = make_series(parts=[one, two, three])
        opened = fields(editor.get(form_of(series)))
        verbs.save(series, parts=[three.pk, two.pk], by=make_user("editor"), now=NOW)

        page = editor.post(form_of(series), {**opened, f"places-{two.pk}": "1", "_save": "1"})

        assert page.status_code == 409
        assert "Parts 1 Three 2 Two 1 One 1 Two 3 Three" in text(page)
        assert titles(series) == ["Three", "Two"]

    def test_deletes_a_series_and_no_essay(self, editor: Client) -> None:
        series = make_series(parts=[make_post("One"), make_post("Two")])
        address = form_of(series).replace("change", "delete")

        assert "Its 2 essays stay, in no series." in text(editor.get(address))
        editor.post(address, {"post": "yes"})

        assert not Series.objects.exists()
        assert set(Post.objects.filter(series=None).values_list("title", flat=True)) == {"One", "Two"}


def test_an_author_may_not_open_it() -> None:
    series = make_series(parts=[make_post()])

    author = signed_in("author")

    assert [author.get(address).status_code for address in (ADD, form_of(series))] == [403, 403]
