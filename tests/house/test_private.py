"""The folder and the secret that only the site reads."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.private import private_folder, secret_from


def test_a_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    made = secret_from(tmp_path / "secret-key")

    assert secret_from(tmp_path / "secret-key") == made
    assert len(made) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_share_one_secret(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        secrets = set(pool.map(secret_from, [tmp_path / "secret-key"] * 16))

    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_secret_brought_along_is_taken_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("brought along\n")

    assert secret_from(tmp_path / "secret-key") == "brought along"


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()

    with pytest.raises(ImproperlyConfigured, match="is empty"):
        secret_from(tmp_path / "secret-key")


def test_says_which_setting_is_wrong_when_there_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY_FILE: .*\(Not a directory\)"):
        secret_from(tmp_path / "file" / "secret-key")
    with pytest.raises(ImproperlyConfigured, match=r"^DATA_DIR: "):
        private_folder(tmp_path / "file" / "data")


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert private_folder(tmp_path / "data").stat().st_mode & 0o777 == 0o700
