"""Every page a stranger can reach, as bytes."""

import hashlib
import re

from django.conf import settings
from django.test import Client
from django.urls import reverse

BEGIN = ("home", "feeds", "sitemap", "robots", "people", "sources", "tags", "archive", "excerpts", "posts")
LINK = re.compile(
    r"""(?:href|src|content)=["']([^"'#]+)|<(?:loc|link|id)>([^<#]+)|"(/[^"#\s]*|http[^"#\s]*)\""""
)


def pages() -> dict[str, bytes]:
    """What stands at each address of ours that can be reached by links, from the lists of everything on."""
    client, found = Client(headers={"host": settings.ORIGIN.bracketed_host}), dict[str, bytes]()
    waiting = [reverse(f"blog:{name}") for name in BEGIN]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/static/", "/admin/", "/accounts/")):
            continue
        answer = client.get(address)
        if answer.status_code == 200:
            found[address] = answer.content
            links = (next(filter(None, match)) for match in LINK.findall(answer.content.decode()))
            ours = (link.replace("&amp;", "&").removeprefix(settings.SITE_ORIGIN) for link in links)
            waiting += [link for link in ours if link.startswith("/") and not link.startswith("//")]
    return found


def digest(found: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for address in sorted(found):
        whole.update(f"{address} {len(found[address])}\n".encode() + found[address])
    return whole.hexdigest()
