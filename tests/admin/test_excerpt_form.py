"""Excerpts by themselves: those in essays, and those kept for later."""

import pytest
from django.test import Client

from blog.models import Excerpt, Person
from tests.admin.page import buttons, errors, fields, messages, press, signed_in, text
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/blog/excerpt/add/"


def form(excerpt: Excerpt) -> str:
    return f"/admin/blog/excerpt/{excerpt.pk}/change/"


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def test_one_is_kept_for_later(editor: Client) -> None:
    answer = press(editor, ADD, "_save", text=EXCHANGE, tags="ai, archives")

    excerpt = Excerpt.objects.get()
    assert answer["Location"] == form(excerpt)
    assert (excerpt.slug, excerpt.raw) == ("what-makes-a-good-archive", EXCHANGE)
    assert [tag.name for tag in excerpt.shown_tags] == ["ai", "archives"]


def test_its_box_comes_back_and_saving_it_changes_nothing(editor: Client) -> None:
    excerpt = make_excerpt()
    page = editor.get(form(excerpt))

    press(editor, form(excerpt), "_save")

    assert fields(editor.get(form(excerpt))) == fields(page)
    assert Excerpt.objects.get().version == 1


def test_what_changes_here_changes_in_every_essay(editor: Client, client: Client) -> None:
    post = make_post(slug="shown", exchanges=[EXCHANGE])
    excerpt = post.excerpts.get()
    page = editor.get(form(excerpt))
    assert f"Stands in: {post.title}. What you change here changes there." in text(page)
    assert "Update excerpt" in page.content.decode()

    press(editor, form(excerpt), "_save", text=EXCHANGE.replace("thirty", "forty"))

    assert "forty years" in client.get("/posts/shown/").content.decode()


def test_a_new_address_leads_on_from_the_old(editor: Client, client: Client) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()

    press(editor, form(excerpt), "_save", slug="archives")

    moved = client.get("/excerpts/what-makes-a-good-archive/")
    assert (moved.status_code, moved["Location"]) == (301, "/excerpts/archives/")


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"text": "Nobody speaks"}, "text", "Line 1: "),
        ({"text": ""}, "text", "Line 1: "),
        ({"text": "Q: Who?\n\nAnn Bee: I.\n\nSource: [x](javascript:a)"}, "text", "no web address"),
        ({"text": "Q: Who\0?"}, "text", "Line 1 holds a NUL"),
        ({"slug": "taken"}, "slug", "This address is taken."),
        ({"slug": "feed"}, "slug", "This address is taken."),
        ({"slug": "No Slug"}, "slug", "such as “no-slug”"),
    ],
)
def test_bad_input(editor: Client, typed: dict[str, str], field: str, says: str) -> None:
    taken = make_excerpt("Q: Taken?\n\nAnn Bee: Yes.")
    press(editor, form(taken), "_save", slug="taken")
    sent = {"text": EXCHANGE, "tags": "ai, b", "slug": "fresh", **typed}

    page = press(editor, ADD, "_save", **sent)

    assert list(errors(page)) == [field]
    assert says in errors(page)[field][0]
    if "\0" not in sent["text"]:
        assert {name: fields(page)[name] for name in sent} == sent
    assert Excerpt.objects.count() == 1


class TestSpeakers:
    """Whom a label means is asked where nobody can know it."""

    @pytest.fixture
    def unmatched(self) -> Excerpt:
        make_person("Lucía Prado")
        excerpt = make_excerpt(EXCHANGE.replace("Lucía Prado", "L. Prado"))
        assert [turn.person for turn in excerpt.turn_list] == [None, None]
        return excerpt

    def test_each_name_has_a_chooser_and_a_role_has_none(self, editor: Client, unmatched: Excerpt) -> None:
        page = editor.get(form(unmatched))

        assert [name for name in fields(page) if name.startswith("speaker")] == ["speaker_0"]
        assert "“L. Prado” is:" in text(page)
        assert '<optgroup label="Likely">' in page.content.decode()

    def test_they_are_someone_known(self, editor: Client, unmatched: Excerpt) -> None:
        known = Person.objects.get(name="Lucía Prado")

        press(editor, form(unmatched), "_save", speaker_0=str(known.pk))

        assert [turn.person for turn in Excerpt.objects.get().turn_list] == [None, known]
        assert fields(editor.get(form(unmatched)))["speaker_0"] == str(known.pk)

    def test_they_are_someone_new(self, editor: Client, unmatched: Excerpt) -> None:
        press(editor, form(unmatched), "_save", speaker_0="new")

        assert Excerpt.objects.get().turn_list[1].person == Person.objects.get(name="L. Prado")

    def test_they_are_nobody_with_a_page(self, editor: Client) -> None:
        excerpt = make_excerpt()

        press(editor, form(excerpt), "_save", speaker_0="")

        assert Excerpt.objects.get().turn_list[1].person is None

    def test_somebody_out_of_the_list_is_refused(self, editor: Client, unmatched: Excerpt) -> None:
        assert "speaker_0" in errors(press(editor, form(unmatched), "_save", speaker_0="999"))


class TestDeleting:
    def test_one_in_use_stays_and_says_where(self, editor: Client) -> None:
        post = make_post(title="Uses it", exchanges=[EXCHANGE])
        address = f"/admin/blog/excerpt/{post.excerpts.get().pk}/delete/"

        page = editor.get(address)
        assert "in use, so it stays. It is needed here: essay: Uses it" in text(page)
        assert f'href="/admin/blog/post/{post.pk}/change/"' in page.content.decode()

        editor.post(address, {"post": "yes"})
        assert Excerpt.objects.exists()

    def test_one_kept_for_later_goes(self) -> None:
        author = make_user("author")
        client, excerpt = signed_in(author), make_excerpt(by=author)

        answer = client.post(f"/admin/blog/excerpt/{excerpt.pk}/delete/", {"post": "yes"})

        assert "was deleted" in messages(client.get(answer["Location"]))[0]
        assert not Excerpt.objects.exists()


def test_an_author_saves_what_they_kept() -> None:
    author = make_user("author")
    excerpt = make_excerpt(by=author)

    press(signed_in(author), form(excerpt), "_save", text=EXCHANGE.replace("thirty", "forty"))

    assert "forty" in Excerpt.objects.get().turn_list[1].text
    assert buttons(signed_in(author).get(form(excerpt))) == ["_save"]
