"""What lists and choosers show to whom, and whose a shared row is. Each address: tests/walk/who_may.txt."""

from datetime import datetime

import pytest
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from blog.models import Excerpt, Person, Post, Source, Tag
from tests.admin.page import press, signed_in, titles
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post, make_user
from tests.walk.cast import Cast, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine]

OK, NO, GONE = 200, 403, 404


@pytest.fixture
def cast(now: datetime) -> Cast:
    return make_cast(now)


def test_a_switched_off_account_is_signed_out(cast: Cast) -> None:
    User.objects.filter(pk=cast.users["author"].pk).update(is_active=False)

    assert cast.browser("author").get("/admin/")["Location"].endswith("/login/?next=/admin/")


@pytest.mark.parametrize(
    ("model", "own"),
    [
        ("post", ["Own"]),
        ("excerpt", ["Own?"]),
        ("person", ["Author Bee", "Ida Crane"]),
        ("source", ["Talk of Own"]),
        ("tag", ["tag Own"]),
    ],
)
def test_lists_hold_what_may_be_edited(cast: Cast, model: str, own: list[str]) -> None:
    address = f"/admin/blog/{model}/"

    assert titles(cast.browser("author").get(address)) == own
    assert titles(cast.browser("other").get(address)) == []
    assert set(own) < set(titles(cast.browser("editor").get(address)))


class TestShared:
    """Excerpts, people, sources and tags: an author edits those no one else's post uses."""

    @pytest.fixture(autouse=True)
    def author(self) -> None:
        self.user = make_user("author")
        self.client = signed_in(self.user)

    def may_edit(self, row: Excerpt | Person | Source | Tag) -> bool:
        answer = self.client.get(f"/admin/blog/{row._meta.model_name}/{row.pk}/change/").status_code
        assert answer in {OK, NO}
        return answer == OK

    def test_until_another_uses_them(self) -> None:
        mine = make_post(by=self.user, exchanges=[EXCHANGE], tags=["shared"])
        excerpt = mine.excerpts.get()
        shared = [excerpt, Person.objects.get(name="Lucía Prado"), Source.objects.get(), Tag.objects.get()]
        assert [self.may_edit(row) for row in shared] == [True, True, True, True]

        make_post(by=make_user("author"), body=f"[[qa: {excerpt.slug}]]", tags=["shared"])

        assert [self.may_edit(row) for row in shared] == [False, False, False, False]

    def test_an_excerpt_kept_for_later_is_its_makers(self) -> None:
        assert self.may_edit(make_excerpt(by=self.user))
        theirs = make_excerpt(EXCHANGE.replace("Lucía Prado", "Ann Bee"), by=make_user("author"))
        assert not self.may_edit(theirs)
        assert not self.may_edit(Person.objects.get(name="Ann Bee"))

    def test_nobody_edits_another_who_signs_in(self) -> None:
        assert not self.may_edit(make_person("Ann Bee", user=make_user("author")))
        assert self.may_edit(make_person("Myself", user=self.user))

    def test_only_the_owner_says_who_signs_in_as_whom(self) -> None:
        person = make_person("Ann Bee")
        address = f"/admin/blog/person/{person.pk}/change/"

        self.client.post(address, {"name": "Ann Bee", "slug": "ann-bee", "user": self.user.pk})

        person.refresh_from_db()
        assert person.user is None
        assert b'name="user"' not in self.client.get(address).content
        assert b'name="user"' in signed_in("owner").get(address).content

    def test_choosers_hide_what_only_others_drafts_know(self) -> None:
        make_post(state="draft", exchanges=[EXCHANGE.replace("Lucía Prado", "Hidden Speaker")])
        make_post(exchanges=[EXCHANGE.replace("Lucía Prado", "Seen Speaker")])
        mine = make_excerpt(EXCHANGE.replace("Lucía Prado", "Ida Crane"), by=self.user)

        form = self.client.get("/admin/blog/post/add/").content.decode()
        chooser = self.client.get(f"/admin/blog/excerpt/{mine.pk}/change/").content.decode()

        for page in (form, chooser):
            assert ("Seen Speaker" in page, "Hidden Speaker" in page) == (True, False)

    def test_a_hidden_speaker_stays_whom_they_were(self) -> None:
        """An author's chooser shows no hidden person, but for the one their own excerpt quotes."""
        hidden = make_person("Lucía Prado", hidden=True)
        make_post(exchanges=[EXCHANGE.replace("thirty", "forty")])
        mine = make_excerpt(by=self.user)
        address = f"/admin/blog/excerpt/{mine.pk}/change/"

        press(self.client, address, "_save", tags="kept")

        assert mine.turns.get(person__isnull=False).person == hidden
        assert "Lucía Prado" not in self.client.get("/admin/blog/post/add/").content.decode()

    def test_no_shortcut_tells_the_address_of_anothers_draft(self) -> None:
        draft = make_post(state="draft")
        kind = ContentType.objects.get_for_model(Post).pk

        assert self.client.get(f"/admin/r/{kind}/{draft.pk}/").status_code == GONE
