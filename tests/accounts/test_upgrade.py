"""What an older site's accounts become."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.accounts.signing import is_in, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_an_address_with_capitals_signs_in_as_before() -> None:
    user = make_user(email="ann@example.org")
    User.objects.filter(pk=user.pk).update(email="Ann@Example.org")

    import_module("accounts.migrations.0007_small_letters").lower(apps, connection.schema_editor())

    client = Client()
    sign_in(client, "Ann@Example.org")
    assert (is_in(client), User.objects.get().email) == (True, "ann@example.org")
