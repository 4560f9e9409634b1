import pytest
from pytest_django.fixtures import Settings

from config import settings as ours


@pytest.fixture
def queued(settings: Settings) -> None:
    """Tasks wait for a worker, as they do outside tests."""
    settings.TASKS = ours.TASKS
