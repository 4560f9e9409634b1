"""People, sources, tags and pages."""

from datetime import date

import pytest
from django.test import Client

from blog.models import Page, Person, Source, Tag
from tests.admin.page import Fields, errors, fields, messages, press, shown, signed_in, text
from tests.factories import EXCHANGE, make_page, make_person, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def form(row: Page | Person | Source | Tag, page: str = "change") -> str:
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/{page}/"


class TestPerson:
    TYPED: Fields = {
        "name": "Mei Tan",
        "aliases": "M. Tan\r\nTan Mei\r\n\r\nm. tan",
        "links": "https://tan.example/\r\nhttps://tan.example/talks",
        "about": "Writes about archives.",
    }

    def test_is_saved_with_other_names_and_links(self, editor: Client) -> None:
        press(editor, "/admin/blog/person/add/", "_save", **self.TYPED)

        person = Person.objects.get(name="Mei Tan")
        assert (person.slug, person.links) == (
            "mei-tan",
            ["https://tan.example/", "https://tan.example/talks"],
        )
        assert [alias.name for alias in person.aliases.all()] == ["M. Tan", "Tan Mei"]

    def test_comes_back_as_lines(self, editor: Client) -> None:
        press(editor, "/admin/blog/person/add/", "_save", **self.TYPED)
        person = Person.objects.get(name="Mei Tan")

        sent = fields(editor.get(form(person)))
        assert (sent["aliases"], sent["links"], sent["slug"]) == (
            "M. Tan\nTan Mei",
            "https://tan.example/\nhttps://tan.example/talks",
            "mei-tan",
        )
        press(editor, form(person), "_continue")
        assert fields(editor.get(form(person))) == sent

    def test_keeps_an_address_left_empty(self, editor: Client) -> None:
        person = make_person("Mei Tan")

        press(editor, form(person), "_save", name="Mei Tan-Weld", slug="")

        person.refresh_from_db()
        assert (person.name, person.slug) == ("Mei Tan-Weld", "mei-tan")

    def test_a_namesake_gets_an_address_of_their_own(self, editor: Client) -> None:
        make_person("Mei Tan")

        press(editor, "/admin/blog/person/add/", "_save", name="Mei Tan")

        assert sorted(Person.objects.filter(name="Mei Tan").values_list("slug", flat=True)) == [
            "mei-tan",
            "mei-tan-2",
        ]

    def test_a_former_address_leads_on(self, editor: Client, client: Client) -> None:
        make_post(exchanges=[EXCHANGE])

        press(editor, form(Person.objects.get(name="Lucía Prado")), "_save", slug="prado")

        assert client.get("/people/lucía-prado/")["Location"] == "/people/prado/"

    @pytest.mark.parametrize(
        ("typed", "field", "says"),
        [
            ({"name": ""}, "name", "This field is required."),
            ({"slug": "taken"}, "slug", "already exists"),
            ({"slug": "No Slug"}, "slug", "such as “no-slug”"),
            (
                {"links": "https://ok.example/\njavascript:alert(1)"},
                "links",
                "“javascript:alert(1)” is no web address",
            ),
            ({"aliases": "x" * 121}, "aliases", "longer than 120"),
            ({"about": "a\0b"}, "about", "Null characters are not allowed"),
        ],
    )
    def test_bad_input(self, editor: Client, typed: Fields, field: str, says: str) -> None:
        make_person("Taken", slug="taken")
        sent = {"name": "Mei Tan", "aliases": "M. Tan", "links": "", "about": "A", "slug": "mei", **typed}

        page = press(editor, "/admin/blog/person/add/", "_save", **sent)

        assert list(errors(page)) == [field]
        assert says in errors(page)[field][0]
        assert {name: fields(page)[name] for name in sent if "\0" not in sent[name]} == {
            name: value for name, value in sent.items() if "\0" not in value
        }
        assert Person.objects.filter(slug="mei").count() == 0

    def test_in_use_stays_and_says_where(self, editor: Client) -> None:
        user = make_user("author", name="Ann Bee")
        post = make_post(title="Quotes", by=user, exchanges=[EXCHANGE])

        quoted = text(editor.get(form(Person.objects.get(name="Lucía Prado"), "delete")))
        wrote = text(editor.get(form(Person.objects.get(name="Ann Bee"), "delete")))

        assert "It is needed here: excerpt: What makes a good archive?" in quoted
        assert f"It is needed here: essay: {post.title} 1 more you may not open" in wrote

    def test_not_in_use_goes(self, editor: Client) -> None:
        person = make_person("Mei Tan")

        answer = editor.post(form(person, "delete"), {"post": "yes"})

        assert "was deleted" in messages(editor.get(answer["Location"]))[0]
        assert not Person.objects.filter(pk=person.pk).exists()


class TestSource:
    TYPED: Fields = {
        "title": "The Ledger Hour, episode 12",
        "publisher": "Quayside Audio",
        "kind": "podcast",
        "participants": "Jonas Weld",
        "said": "2025-11",
        "published": "2025-11-02",
        "url": "https://ledgerhour.example/12",
        "accessed": "2026-01-31",
        "archive_urls": "https://archive.example/a\nhttps://archive.example/b",
        "slug": "ledger-12",
    }

    def test_comes_back_as_typed(self, editor: Client) -> None:
        press(editor, "/admin/blog/source/add/", "_save", **self.TYPED)

        source = Source.objects.get()
        assert source.archive_urls == ["https://archive.example/a", "https://archive.example/b"]
        assert source.accessed == date(2026, 1, 31)
        assert shown(editor.get(form(source))) == self.TYPED

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            (
                {"said": "last spring"},
                "“last spring” is not a date. Write it as 2025-01-31, 2025-01 or",
            ),
            ({"published": "2025-02-30"}, "“2025-02-30” is not a date."),
            ({"accessed": "yesterday"}, "This is not a date. Write it as 2026-03-01."),
            ({"url": "ftp://ledgerhour.example/"}, "“ftp://ledgerhour.example/” is no web address."),
            ({"archive_urls": "archive.example"}, "“archive.example” is no web address."),
        ],
    )
    def test_bad_input(self, editor: Client, typed: Fields, says: str) -> None:
        page = press(editor, "/admin/blog/source/add/", "_save", **{**self.TYPED, **typed})

        assert list(errors(page)) == list(typed)
        assert errors(page)[next(iter(typed))][0].startswith(says)
        assert shown(page) == {**self.TYPED, **typed}
        assert not Source.objects.exists()

    def test_in_use_stays_and_says_where(self, editor: Client) -> None:
        make_post(exchanges=[EXCHANGE])
        source = Source.objects.get()

        editor.post(form(source, "delete"), {"post": "yes"})

        assert "excerpt: What makes a good archive?" in text(editor.get(form(source, "delete")))
        assert Source.objects.exists()


class TestTag:
    def test_is_renamed_and_leads_on(self, editor: Client, client: Client) -> None:
        make_post(tags=["AI"])

        press(editor, form(Tag.objects.get()), "_save", name="Machine learning", slug="ml")

        assert client.get("/tags/ai/")["Location"] == "/tags/ml/"
        assert "Machine learning" in client.get("/tags/ml/").content.decode()

    def test_signs_make_an_address(self, editor: Client) -> None:
        press(editor, "/admin/blog/tag/add/", "_save", name="C++")

        assert Tag.objects.get().slug == "c-plus-plus"

    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("a, b", "A tag cannot hold a comma"),
            ("open  WEIGHTS", "There is a tag of this name already. To make the two one, merge them."),
            ("--", "at least one letter"),
            ("", "This field is required."),
        ],
    )
    def test_bad_names(self, editor: Client, name: str, says: str) -> None:
        make_post(tags=["Open weights"])

        page = press(editor, "/admin/blog/tag/add/", "_save", name=name)

        assert says in errors(page)["name"][0]
        assert fields(page)["name"] == name

    def test_in_use_stays_and_says_where(self, editor: Client) -> None:
        make_post(title="Uses it", tags=["AI"])
        tag = Tag.objects.get()

        editor.post(form(tag, "delete"), {"post": "yes"})

        assert "It is needed here: essay: Uses it" in text(editor.get(form(tag, "delete")))
        assert Tag.objects.exists()


class TestPage:
    def test_is_shown_once_published(self, editor: Client, client: Client) -> None:
        press(editor, "/admin/blog/page/add/", "_save", title="About", body="Who *writes* here.")
        assert client.get("/about/").status_code == 404

        press(editor, form(Page.objects.get()), "_save", is_published="on")

        assert "Who" in client.get("/about/").content.decode()

    @pytest.mark.parametrize(
        ("typed", "field", "says"),
        [
            ({"title": ""}, "title", "This field is required."),
            ({"slug": "admin"}, "slug", "“/admin/” is another part of the site."),
            ({"body": "word " * 60_000}, "body", "256 KB"),
            ({"body": "[[qa: an-exchange]]"}, "body", "A page holds no excerpts"),
            ({"body": "One.\nTwo\0."}, "body", "Line 2 holds a NUL"),
            ({"language": "in English"}, "language", "no language tag"),
        ],
    )
    def test_bad_input(self, editor: Client, typed: Fields, field: str, says: str) -> None:
        sent = {"title": "About", "body": "Who.", "slug": "about", "language": "", **typed}

        page = press(editor, "/admin/blog/page/add/", "_save", **sent)

        assert field in errors(page) or not field
        assert says in text(page)
        if "\0" not in sent["body"]:
            assert {name: fields(page)[name] for name in sent} == sent
        assert not Page.objects.exists()

    def test_is_deleted_by_an_editor(self, editor: Client) -> None:
        page = make_page()

        assert editor.post(form(page, "delete"), {"post": "yes"}).status_code == 302
        assert not Page.objects.exists()
