"""The nginx that is shipped, with the places of this machine in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.site import ROOT
from benchmarks.speed.pages import HOST
from benchmarks.speed.servers import Server, free_port, nginx
from tests.evidence.certificates import make_authority

SHIPPED = ROOT / "deploy" / "nginx.conf"


def placed(folder: Path, *, tls: int, plain: int, site: int, static: Path = ROOT / "staticfiles") -> str:
    """The shipped file for these ports and folders. Raises ValueError if it says something else now."""
    text, key = SHIPPED.read_text(), folder / "key.pem"
    for shipped, here in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen [::]:80;": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{tls} ssl http2;",
        "listen [::]:443 ssl http2;": "",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{site};",
        "/etc/letsencrypt/live/essays.example/fullchain.pem": str(folder / "certificate.pem"),
        "/etc/letsencrypt/live/essays.example/privkey.pem": str(key),
        "/srv/rejoinder/staticfiles/": f"{static}/",
    }.items():
        if text.count(shipped) != 1:
            raise ValueError(f"deploy/nginx.conf has {shipped!r} {text.count(shipped)} times")
        text = text.replace(shipped, here)
    return text


@contextmanager
def before(site: Server, folder: Path) -> Iterator[Server]:
    """The shipped nginx in front of `site`: what both do is its work."""
    folder.mkdir()
    make_authority(folder, HOST)
    tls, upstream = free_port(), int(site.origin.rpartition(":")[2])
    content = placed(folder, tls=tls, plain=free_port(), site=upstream)
    with nginx(folder / "nginx", tls, content, "https") as server:
        yield Server(server.origin, lambda: [*server.workers(), *site.workers()])
