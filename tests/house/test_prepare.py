"""What `manage.py prepare` makes: static files once for each state of their sources, samples only at home."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from blog.models import Post
from config.environment import origin
from config.settings import STORAGES
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.every_engine]


@pytest.fixture
def sources(settings: Settings, tmp_path: Path) -> Path:
    """A folder of static files in place of the site's own and the admin's."""
    (tmp_path / "source" / "css").mkdir(parents=True)
    (tmp_path / "source" / "css" / "site.css").write_text("p { margin: 0 }\n" * 40)
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = STORAGES
    make_user()  # so that no samples are loaded
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


def test_a_new_site_at_home_has_something_to_look_at() -> None:
    call_command("prepare")

    assert Post.objects.exists()


def test_a_new_site_in_public_starts_empty(settings: Settings) -> None:
    settings.ORIGIN = origin("https://essays.example")

    call_command("prepare")

    assert not Post.objects.exists()


def test_samples_that_were_taken_away_stay_away() -> None:
    call_command("prepare")
    call_command("remove_samples")

    call_command("prepare")

    assert not Post.objects.exists()


def test_samples_never_join_what_somebody_wrote() -> None:
    post = make_post()

    call_command("prepare")

    assert list(Post.objects.all()) == [post]


def test_samples_never_come_once_somebody_has_an_account() -> None:
    make_user()

    call_command("prepare")

    assert not Post.objects.exists()
