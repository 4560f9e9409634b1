"""Rendering anew what is stored: a later renderer may refuse what an earlier one let pass."""

import pytest
from django.core.management import call_command

from blog.models import Page
from tests.factories import make_page, make_post

pytestmark = pytest.mark.django_db


def test_a_page_that_would_be_refused_today_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    make_post()
    page = make_page()
    Page.objects.filter(pk=page.pk).update(body="Words.\n\n[[qa: nowhere]]", renderer_version=0)

    call_command("rebuild_html")

    page.refresh_from_db()
    assert capsys.readouterr().out == "2 rendered.\n"
    assert "Words." in page.plain_text
    assert page.renderer_version > 0
