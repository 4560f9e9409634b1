"""The second factor: what half a sign-in opens, which codes fit, and who must have one."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts import second_factor
from accounts.models import AuditEntry, User
from tests.accounts.signing import is_in, sign_in, signed_in_by_password
from tests.admin.page import text
from tests.factories import make_user
from tests.walk.cast import make_cast
from tests.walk.test_who_may import TABLE, ask, said

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
CODE_PAGE = "/accounts/2fa/authenticate/"


def code(ahead: float = 0) -> str:
    """What an app with SECRET shows, by a clock `ahead` seconds of ours."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time() + ahead) // 30)))


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


@pytest.mark.full
def test_half_a_sign_in_opens_what_a_stranger_may_open(clock: Any, now: datetime) -> None:
    cast = make_cast(now)
    owner = with_app(cast.users["owner"])
    half = Client(raise_request_exception=False)
    assert sign_in(half, owner.email)["Location"] == CODE_PAGE
    desk = [row for row in TABLE if row.address.startswith("/admin/")]

    found = {
        row.address: tuple(said(ask(half, how, row.address.format(**cast.rows))) for how in ("get", "post"))
        for row in desk
    }

    assert found == {row.address: (row.get[0], row.post[0]) for row in desk}
    assert len(desk) > 50


@pytest.mark.usefixtures("clock")
class TestCodes:
    def test_one_from_the_app_lets_in(self, client: Client) -> None:
        sign_in(client, with_app(make_user()).email)
        before = client.session.session_key

        assert client.post(CODE_PAGE, {"code": code()})["Location"] == "/admin/"
        assert is_in(client)
        assert client.session.session_key != before

    @pytest.mark.parametrize(("ahead", "fits"), [(-30, True), (30, True), (-90, False), (3600, False)])
    def test_a_clock_may_be_half_a_minute_off(self, client: Client, ahead: float, fits: bool) -> None:
        sign_in(client, with_app(make_user()).email)

        client.post(CODE_PAGE, {"code": code(ahead)})

        assert is_in(client) == fits

    def test_none_works_twice(self) -> None:
        user = with_app(make_user())
        one, other = Client(), Client()
        for client in (one, other):
            sign_in(client, user.email)
            client.post(CODE_PAGE, {"code": code()})

        assert (is_in(one), is_in(other)) == (True, False)

    def test_one_from_the_sheet_works_once(self) -> None:
        user = with_app(make_user())
        spare = RecoveryCodes.activate(user).generate_codes()[0]
        one, other = Client(), Client()
        for client in (one, other):
            sign_in(client, user.email)
            client.post(CODE_PAGE, {"code": spare})

        assert (is_in(one), is_in(other)) == (True, False)

    def test_none_helps_without_the_password(self, client: Client) -> None:
        with_app(make_user())

        assert client.post(CODE_PAGE, {"code": code()})["Location"] == "/accounts/login/"

    def test_half_a_sign_in_lasts_a_quarter_of_an_hour(self, client: Client, clock: Any) -> None:
        sign_in(client, with_app(make_user()).email)
        clock.shift(timedelta(minutes=16))

        assert client.post(CODE_PAGE, {"code": code()})["Location"] == "/accounts/login/"
        assert not is_in(client)


class TestWhoMustHaveOne:
    @pytest.mark.parametrize(
        ("asked", "led"),
        [
            ("nobody", {"author": False, "editor": False, "owner": False}),
            ("editors", {"author": False, "editor": True, "owner": True}),
            ("everyone", {"author": True, "editor": True, "owner": True}),
        ],
    )
    def test_by_the_setting(self, settings: Settings, asked: str, led: dict[str, bool]) -> None:
        settings.SECOND_FACTOR_FOR = asked

        assert {role: second_factor.is_missing(make_user(role)) for role in led} == led

    def test_they_are_led_to_set_it_up(self, client: Client, settings: Settings) -> None:
        settings.SECOND_FACTOR_FOR = "editors"
        sign_in(client, make_user("editor").email)

        assert client.get("/admin/")["Location"] == "/accounts/2fa/"
        assert "This site asks you for a second factor." in text(client.get("/accounts/2fa/"))
        assert client.get("/accounts/2fa/totp/activate/").status_code == 200
        assert client.post("/admin/logout/")["Location"] == "/"

    def test_and_are_let_in_once_they_have(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_FOR = "editors"
        user = make_user("editor")
        client = Client()
        sign_in(client, user.email)
        assert not is_in(client)

        client.get("/accounts/2fa/totp/activate/")
        secret = client.session["mfa.totp.secret"]
        typed = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        client.post("/accounts/2fa/totp/activate/", {"code": typed})

        assert is_in(client)
        assert {
            str(kind) for kind in Authenticator.objects.filter(user=user).values_list("type", flat=True)
        } == {
            "totp",
            "recovery_codes",
        }

    def test_a_sheet_of_codes_alone_is_none(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_FOR = "everyone"
        user = make_user()
        RecoveryCodes.activate(user)

        assert second_factor.is_missing(user)

    def test_what_they_were_sending_is_not_lost(self, settings: Settings) -> None:
        client = signed_in_by_password(make_user("editor"))
        settings.SECOND_FACTOR_FOR = "editors"
        words = "A long sentence that took all the morning to write down."

        answer = client.post("/admin/blog/post/add/", {"body": words})

        assert (answer.status_code, words in text(answer)) == (403, True)

    @pytest.mark.full
    def test_no_page_of_the_desk_is_left_out(self, clock: Any, now: datetime, settings: Settings) -> None:
        cast = make_cast(now)
        settings.SECOND_FACTOR_FOR = "everyone"
        desk = [row.address for row in TABLE if row.address.startswith("/admin/")]
        desk.remove("/admin/logout/")
        browser = cast.browser("owner")

        led = {page: browser.get(page.format(**cast.rows)).get("Location") for page in desk}

        assert led == dict.fromkeys(desk, "/accounts/2fa/")


def test_the_command_forgets_what_was_lost(client: Client) -> None:
    user = with_app(make_user(email="ann@example.org"))

    call_command("signin_link", "ann@example.org", drop_second_factor=True)

    assert not Authenticator.objects.filter(user=user).exists()
    assert sign_in(client, user.email)["Location"] == "/admin/"
    assert list(AuditEntry.objects.order_by("pk").values_list("by", "action")) == [
        (None, "factor removed"),
        (None, "link made"),
        (user.pk, "signed in"),
    ]
