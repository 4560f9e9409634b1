"""A site of its own in a folder, driven by processes that may be killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Site:
    """Settings, database and commands of one throw-away site (SQLite, as `make run` makes it)."""

    def __init__(self, folder: Path) -> None:
        self.env = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "SECRET_KEY": "a secret that only this test knows, long enough to pass",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT),
        }
        self.run("migrate", "--verbosity=0")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`manage.py ARGUMENTS`, which must succeed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=True)

    def start(self, code: str) -> "subprocess.Popen[str]":
        """A process that runs `code` after Django is set up."""
        whole = f"import django; django.setup()\n{code}"
        return subprocess.Popen(
            [sys.executable, "-c", whole],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, code: str) -> object:
        """What `code` prints, as JSON."""
        process = self.start(f"import json\n{code}")
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return json.loads(out)

    def counts(self) -> dict[str, int]:
        """How many rows of each model there are, and what the database says of itself."""
        found = self.ask(
            "from django.apps import apps\n"
            "from django.db import connection\n"
            "models = apps.get_app_config('blog').get_models()\n"
            "rows = {model.__name__: model._default_manager.count() for model in models}\n"
            "ok = connection.cursor().execute('PRAGMA integrity_check').fetchone()[0] == 'ok'\n"
            "print(json.dumps({**rows, 'broken': int(not ok)}))"
        )
        assert isinstance(found, dict)
        return found
