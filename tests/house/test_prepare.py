"""What `manage.py prepare` makes: static files once for each state of their sources, samples only at home."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from config.settings import STORAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(settings: Settings, tmp_path: Path) -> Path:
    """A folder of static files in place of the site's own and the admin's."""
    (tmp_path / "source" / "css").mkdir(parents=True)
    (tmp_path / "source" / "css" / "site.css").write_text("p { margin: 0 }\n" * 40)
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.DATA_DIR = tmp_path
    settings.STORAGES = STORAGES
    return tmp_path / "source"


def prepared(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command said."""
    call_command("prepare")
    return capsys.readouterr().out.splitlines()


def test_collects_hashed_and_compressed_files(settings: Settings, sources: Path) -> None:
    call_command("prepare")

    names = {path.name for path in (Path(settings.STATIC_ROOT) / "css").iterdir()}
    hashed = {name for name in names if name.count(".") > 1 and not name.startswith("site.css")}
    assert {name.split(".", 2)[2] for name in hashed} == {"css", "css.br", "css.gz"}


def test_collects_again_only_if_a_source_changed(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = prepared(capsys)
    second = prepared(capsys)
    (sources / "new.css").write_text("")
    third = prepared(capsys)

    assert [lines.count("Collecting static files ...") for lines in (first, second, third)] == [1, 0, 1]


def test_collects_again_after_a_run_that_was_cut_short(
    settings: Settings, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(capsys)
    (Path(settings.STATIC_ROOT) / ".fingerprint").unlink()

    assert "Collecting static files ..." in prepared(capsys)
