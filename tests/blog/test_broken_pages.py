"""The pages of last resort: no query, no context, and what was typed is still there."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, permission_denied, server_error

from tests.blog.reading import Page


@pytest.mark.parametrize(
    ("view", "status"),
    [(bad_request, 400), (permission_denied, 403), (server_error, 500)],
    ids=["400", "403", "500"],
)
def test_stand_by_themselves(
    view: object, status: int, django_assert_num_queries: object, rf: RequestFactory
) -> None:
    request = rf.get("/")
    with django_assert_num_queries(0):  # type: ignore[operator]
        arguments = [request] if status == 500 else [request, Exception("secret")]
        answer = view(*arguments)  # type: ignore[operator]

    assert answer.status_code == status
    assert len(Page(answer).all("h1")) == 1
    assert "secret" not in answer.content.decode()


def test_an_expired_form_shows_what_was_typed_and_no_secret(rf: RequestFactory) -> None:
    essay = "Every number in a ledger can be asked where it came from. <b>"
    password = "p" * 60
    request = rf.post(
        "/admin/", {"body": essay, "password": password, "title": "T", "csrfmiddlewaretoken": "x" * 64}
    )

    answer = csrf_failure(request)

    assert answer.status_code == 403
    assert [area.text_content().strip() for area in Page(answer).all("textarea")] == [essay]
    assert password not in answer.content.decode()


def test_no_error_page_asks_for_more_than_static_files() -> None:
    page = render_to_string("500.html")

    assert "<style" not in page
    assert page.count("<script") == 1
