"""What is shipped to stand around the site says what its readers understand, and names what is there."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.speed import proxy
from benchmarks.speed.pages import HOST
from benchmarks.speed.servers import in_nginx
from config.settings import env
from tests.evidence.certificates import make_authority
from tests.house import ROOT

DEPLOY = ROOT / "deploy"
INSTRUCTIONS = set("FROM RUN WORKDIR COPY USER ENV VOLUME STOPSIGNAL CMD".split())


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.mark.full
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    make_authority(tmp_path, HOST)
    content = proxy.placed(tmp_path, tls=8443, plain=8080, site=8000)
    command = ["nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(in_nginx(tmp_path / "nginx", content))]

    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.full
def test_systemd_takes_its_unit(tmp_path: Path) -> None:
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    unit = tmp_path / "rejoinder.service"
    unit.write_text((DEPLOY / "rejoinder.service").read_text().replace("/srv/rejoinder", str(tmp_path)))

    told = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)

    assert (told.returncode, told.stderr) == (0, "")


def test_the_services_are_whole_and_keep_what_they_must(compose: Any) -> None:
    services, volumes = compose["services"], compose["volumes"]
    mounted = [volume.split(":")[0] for service in services.values() for volume in service["volumes"]]

    assert set(services) == {"site", "database", "nginx"}
    assert all(set(service) & {"build", "image"} for service in services.values())
    assert {name for name in mounted if not name.startswith(".")} == set(volumes)
    assert {name for service in services.values() for name in service.get("depends_on", {})} <= set(services)
    assert all((DEPLOY / name).exists() for name in mounted if name.endswith(".conf"))
    assert (DEPLOY / services["site"]["build"]["context"] / services["site"]["build"]["dockerfile"]).exists()


def test_the_site_is_told_only_what_it_reads_and_trusts_only_the_nginx_beside_it(compose: Any) -> None:
    site, nginx = compose["services"]["site"], compose["services"]["nginx"]

    assert set(site["environment"]) <= env.names
    assert (site["environment"]["TRUSTED_PROXIES"], nginx["network_mode"]) == ("127.0.0.1", "service:site")
    assert "ports" not in nginx
    assert "ports" not in compose["services"]["database"]


def test_both_know_the_same_folder_of_static_files(compose: Any) -> None:
    places = [service["volumes"] for service in compose["services"].values()]
    static = {
        volume.split(":")[1] for volumes in places for volume in volumes if volume.startswith("static:")
    }
    said = re.findall(r"alias (.+)/;", (DEPLOY / "nginx.conf").read_text())

    assert static == set(said) == {"/srv/rejoinder/staticfiles"}


def test_the_image_copies_what_is_there_and_serves_as_make_run_does() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", "").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    copied = [source for name, rest in steps if name == "COPY" for source in rest.split()[:-1]]

    assert {name for name, _rest in steps} <= INSTRUCTIONS
    assert all((ROOT / source).exists() or list(ROOT.glob(source)) for source in copied)
    assert steps[0][0] == "FROM"
    assert steps[-1] == ["CMD", '[".venv/bin/python", "manage.py", "serve", "--prepare"]']
    assert [name for name, _rest in steps].index("USER") > max(
        place for place, (name, _rest) in enumerate(steps) if name == "RUN"
    )


def test_the_image_holds_no_secret_and_no_data() -> None:
    left_out = set((ROOT / ".dockerignore").read_text().split())

    assert {".env", ".git", "data", ".venv"} <= left_out
