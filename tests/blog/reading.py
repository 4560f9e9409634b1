"""What a reader finds on a page, read from its HTML."""

from typing import Any

from lxml import html


class Page:
    """A page as parsed. A `path` is tags and classes from the outside in, such as `nav.pager a`."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.root = html.document_fromstring(response.content)

    def all(self, path: str) -> list[Any]:
        return list(self.root.xpath("//" + "//".join(_step(step) for step in path.split())))

    def one(self, path: str) -> Any:
        (found,) = self.all(path)
        return found

    def texts(self, path: str) -> list[str]:
        """What each says, with runs of space as one."""
        return [" ".join(found.text_content().split()) for found in self.all(path)]

    def text(self, path: str) -> str:
        (found,) = self.texts(path)
        return found

    def links(self, path: str) -> list[str]:
        return [str(found.get("href")) for found in self.all(path)]


def _step(step: str) -> str:
    tag, *classes = step.split(".")
    return (tag or "*") + "".join(f"[contains(concat(' ', @class, ' '), ' {name} ')]" for name in classes)
