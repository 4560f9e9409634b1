"""What the choosers of the desk find: by parts of words, whatever case; nothing hidden from their writer."""

from typing import Any

import pytest

from accounts.models import User
from blog.admin.finding import folded
from tests.admin.page import signed_in
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

SOURCE = "[Mañana en el archivo](https://radiolitoral.example/archivo)"


def found(user: User | str, model: str, query: str) -> list[dict[str, Any]]:
    answer = signed_in(user).get(f"/admin/blog/{model}/find/", {"q": query})
    rows: list[dict[str, Any]] = answer.json()["found"]
    return rows


def questions(user: User | str, query: str) -> list[str]:
    return [row["question"] for row in found(user, "excerpt", query)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lucía", "lucia"),
        ("LUCI\u0301A", "lucia"),
        ("Søren Łukasz", "soren lukasz"),
        ("Straße", "strasse"),
        ("ＡＢＣ", "abc"),
        ("值得", "值得"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_width_and_marks_are_folded(text: str, said: str) -> None:
    assert folded(text) == said


class TestExcerpts:
    def test_come_with_all_a_chooser_shows_and_places(self) -> None:
        excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()

        assert found("author", "excerpt", "archive") == [
            {
                "slug": excerpt.slug,
                "version": 1,
                "question": "What makes a good archive?",
                "speakers": ["Lucía Prado"],
                "source": "Mañana en el archivo",
                "box": EXCHANGE,
                "essays": 1,
            }
        ]

    @pytest.mark.parametrize(
        "query", ["", "ARCHIVE", "thirty", "lucia", "prado good", "manana", "  open   it ", "q"]
    )
    def test_are_found_by_words_speakers_and_source(self, query: str) -> None:
        make_excerpt()

        assert questions("editor", query) == ["What makes a good archive?"]

    @pytest.mark.parametrize("query", ["%", "_", "archive forty", "'; --", "\\"])
    def test_are_not_found_by_what_they_do_not_say(self, query: str) -> None:
        make_excerpt()

        assert questions("editor", query) == []

    def test_the_newest_ten_come_first(self) -> None:
        for number in range(12):
            make_excerpt(f"Q: Number {number}?\n\nMei Tan: So.")

        assert questions("editor", "number") == [f"Number {number}?" for number in range(11, 1, -1)]

    def test_an_author_finds_their_own_and_what_readers_see(self) -> None:
        ann, cy = make_user("author"), make_user("author")
        for user in (ann, cy):
            make_excerpt(f"Q: Kept by {user.name}?\n\nMei Tan: So.", by=user)
        make_post(by=cy, state="draft", exchanges=["Q: In a draft?\n\nMei Tan: So."])
        make_post(by=cy, exchanges=["Q: Shown?\n\nMei Tan: So."])

        assert questions(ann, "") == ["Shown?", f"Kept by {ann.name}?"]
        assert len(questions("editor", "")) == 4

    def test_an_author_is_not_told_of_anothers_draft_by_a_number(self) -> None:
        excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
        make_post(state="draft", body=f"[[qa: {excerpt.slug}]]", by=make_user("author"))

        assert [found(who, "excerpt", "")[0]["essays"] for who in ("author", "editor")] == [1, 2]


class TestTags:
    def test_those_that_begin_so_come_first_then_the_most_used(self) -> None:
        make_post(tags=["open weights", "weights", "Wéight"])
        make_post(tags=["open weights"])

        assert found("author", "tag", "weight") == [
            {"name": "Wéight", "essays": 1},
            {"name": "weights", "essays": 1},
            {"name": "open weights", "essays": 2},
        ]

    def test_an_author_finds_none_only_anothers_draft_has(self) -> None:
        make_post(tags=["secret"], state="draft", by=make_user("author"))

        assert (found("author", "tag", "sec"), len(found("editor", "tag", "sec"))) == ([], 1)


class TestEssays:
    def test_come_with_their_address_and_state(self) -> None:
        ann = make_user("author")
        make_post("Über Brücken", by=ann)
        make_post("Bridges, again", state="draft", by=ann)
        make_post("Another’s bridges", state="draft", by=make_user("author"))

        assert found(ann, "post", "brucken") == [
            {"title": "Über Brücken", "address": "/posts/%C3%BCber-br%C3%BCcken/", "state": "published"}
        ]
        assert [row["title"] for row in found(ann, "post", "br")] == ["Bridges, again", "Über Brücken"]
        assert len(found("editor", "post", "br")) == 3

    def test_one_with_two_authors_is_found_once(self) -> None:
        ann = make_user("author")
        make_post("Ours", by=ann, authors=[make_person("Ann Bee", user=ann), make_person("Cy Dee")])

        assert [row["title"] for row in found(ann, "post", "ours")] == ["Ours"]


@pytest.mark.parametrize("role", ["author", "editor"])
@pytest.mark.parametrize(("model", "queries"), [("excerpt", 2), ("tag", 1), ("post", 1)])
def test_cost_the_same_for_any_number_of_rows(
    role: str, model: str, queries: int, django_assert_num_queries: Any
) -> None:
    user = make_user(role)
    for number in range(3):
        make_post(exchanges=[f"Q: Number {number}?\n\nMei Tan: So."], tags=["one", "two"], by=user)
    client = signed_in(user)

    others = 4  # the site, the session, the user; whether to note the session as seen
    with django_assert_num_queries(others + queries):
        assert client.get(f"/admin/blog/{model}/find/?q=e").json()["found"]
