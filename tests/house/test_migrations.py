"""What the models say and what the migrations build are the same."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine]


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
