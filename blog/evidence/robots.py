"""What sites ask of machines in their robots.txt (RFC 9309), read through the guard, once a site and run."""

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from blog.evidence.fetch import NotFetched, fetch
from blog.evidence.fetching import Found

AGENT = "Rejoinder"


class Robots:
    def __init__(self, ask: Callable[[str], Found] = fetch) -> None:
        self.ask = ask
        self.rules: dict[str, RobotFileParser] = {}

    def allow(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self.rules:
            self.rules[site] = self._read(site)
        return self.rules[site].can_fetch(AGENT, url)

    def _read(self, site: str) -> RobotFileParser:
        """The rules of `site`; where there are none, all is free. A server in trouble is let alone."""
        rules = RobotFileParser()
        try:
            rules.parse(self.ask(f"{site}/robots.txt").body.decode(errors="replace").splitlines())
        except NotFetched as why:
            rules.parse(["User-agent: *", "Disallow: /"] if why.status == 429 or why.status >= 500 else [])
        return rules
