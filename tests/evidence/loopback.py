"""`python -m tests.evidence.loopback ADDRESS AGENT`: the fetching process, reaching this machine alone."""

import json
import sys
import time
from urllib.parse import urlsplit

from blog.evidence import guard
from blog.evidence.fetching import main
from tests.evidence.servers import reach_of


def resolve(host: str, port: int) -> list[str]:
    """Of `slow.example` the name server does not answer."""
    if host == "slow.example":
        time.sleep(60)
    return guard.resolve(host, port)


if __name__ == "__main__":
    url, agent = sys.argv[1:]
    print(json.dumps(main(url, agent, reach_of(urlsplit(url).port or 80, resolve=resolve))))
