"""What is answered when disk or database fail: why, for how long, and with what was typed."""

import errno
import sqlite3
from collections.abc import Callable

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client
from lxml import html

from blog.models import Generation, Post, SiteIdentity
from blog.publishing import posts, release
from config.outage import Outage, outage_of
from tests.admin.page import fields, signed_in, text
from tests.factories import NOW, make_post, make_user

pytestmark = pytest.mark.every_engine


def of_sqlite(code: int) -> DatabaseError:
    error, cause = OperationalError(), sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    error.__cause__ = cause
    return error


def of_postgresql(state: str | None) -> DatabaseError:
    class Told(Exception):
        sqlstate = state

    error = OperationalError()
    error.__cause__ = Told()
    return error


def after(error: BaseException) -> BaseException:
    """Something that went wrong because `error` had."""
    later = KeyError("session")
    later.__context__ = error
    return later


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), Outage.FULL),
        (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), Outage.READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), Outage.READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_BUSY), Outage.BUSY),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), Outage.AWAY),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (of_postgresql("53100"), Outage.FULL),
        (of_postgresql("25006"), Outage.READ_ONLY),
        (of_postgresql("40P01"), Outage.BUSY),
        (of_postgresql("53300"), Outage.AWAY),
        (of_postgresql("57P01"), Outage.AWAY),
        (of_postgresql("57014"), None),
        (of_postgresql(None), Outage.AWAY),
        (of_postgresql("42P01"), None),
        (InterfaceError("connection already closed"), Outage.AWAY),
        (OSError(errno.ENOSPC, ""), Outage.FULL),
        (OSError(errno.EROFS, ""), Outage.READ_ONLY),
        (OSError(errno.ENOENT, ""), None),
        (after(of_sqlite(sqlite3.SQLITE_FULL)), Outage.FULL),
        (ValueError(), None),
        (None, None),
    ],
)
def test_an_error_tells_what_is_wrong(error: BaseException | None, outage: Outage | None) -> None:
    assert outage_of(error) == outage


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def fail(room: object, name: str, error: Exception) -> None:
        def act(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(room, name, act)

    return fail


@pytest.mark.django_db
def test_a_form_comes_back_ready_to_be_sent_again(
    failing: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = signed_in("author")
    desk.raise_request_exception = False
    form = desk.get("/admin/blog/post/add/")
    sent = {**fields(form), "title": "Short", "body": "\nLong <words> & more.\n" * 9, "_save": "1"}

    failing(posts, "save", of_sqlite(sqlite3.SQLITE_FULL))
    page = desk.post("/admin/blog/post/add/", sent)

    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "60", "no-store")
    assert "The site’s disk is full What you sent was not saved." in text(page)
    (kept,) = html.fromstring(page.content.decode()).forms
    assert (kept.action, kept.method) == ("/admin/blog/post/add/", "POST")
    again = {name: value.removeprefix("\n").replace("\r\n", "\n") for name, value in kept.form_values()}
    assert again.pop("csrfmiddlewaretoken")
    assert again == {name: value for name, value in sent.items() if isinstance(value, str)}

    monkeypatch.undo()
    desk.post(kept.action, again)
    assert Post.objects.get().title == "Short"


@pytest.mark.django_db
def test_a_password_does_not_come_back(failing: Callable[..., None]) -> None:
    failing(posts, "save", of_sqlite(sqlite3.SQLITE_FULL))
    desk = signed_in("author")
    desk.raise_request_exception = False
    form = fields(desk.get("/admin/blog/post/add/"))

    page = desk.post(
        "/admin/blog/post/add/", {**form, "title": "T", "body": "B", "new_password1": "my secret"}
    )

    assert page.status_code == 503
    assert "my secret" not in page.content.decode()
    assert html.fromstring(page.content.decode()).forms == []
    assert "Go back, and send it again later." in text(page)


@pytest.mark.django_db
@pytest.mark.parametrize(("origin", "buttons"), [("http://testserver", 1), ("https://evil.example", 0)])
def test_what_another_site_sent_can_only_be_copied(
    failing: Callable[..., None], origin: str, buttons: int
) -> None:
    desk = Client(enforce_csrf_checks=True, raise_request_exception=False)
    desk.force_login(make_user("owner"))
    desk.get("/admin/blog/post/add/")
    token = desk.cookies["csrftoken"].value
    failing(SiteIdentity, "current", of_sqlite(sqlite3.SQLITE_BUSY))  # before anyone looks at the token

    sent = {"title": "Whose?", "csrfmiddlewaretoken": token}
    page = desk.post("/admin/blog/post/add/", sent, headers={"origin": origin})

    assert page.status_code == 503
    (kept,) = html.fromstring(page.content.decode()).forms
    assert kept.form_values()[-1] == ("title", "Whose?")
    assert len(kept.xpath(".//button")) == len(kept.xpath('.//*[@name="csrfmiddlewaretoken"]')) == buttons


@pytest.mark.django_db
def test_a_page_says_when_to_come_back(failing: Callable[..., None], client: Client) -> None:
    failing(Generation, "current", of_postgresql("57P01"))
    client.raise_request_exception = False

    page = client.get("/posts/?before=2")

    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert text(page).startswith("Not now The database does not answer Try again in a few seconds.")
    assert 'href="/posts/?before=2"' in page.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_stays_one(failing: Callable[..., None], client: Client) -> None:
    failing(Generation, "current", ValueError())
    client.raise_request_exception = False

    assert client.get("/").status_code == 500


@pytest.mark.django_db
@pytest.mark.usefixtures("at_now")
def test_reading_goes_on_where_what_is_due_cannot_be_promoted(
    failing: Callable[..., None], client: Client
) -> None:
    make_post("Due", state="scheduled", published_at=NOW, now=NOW.replace(year=2025))
    failing(release, "promote_due", of_sqlite(sqlite3.SQLITE_READONLY))

    page = client.get("/posts/")

    assert page.status_code == 200
    assert "Due" in text(page)
