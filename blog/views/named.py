"""Other essays, as a page names them."""

from dataclasses import dataclass

from blog.models.addresses import address

COLUMNS = ("title", "slug", "language")


@dataclass(frozen=True, slots=True)
class Named:
    """What a link to an essay says."""

    pk: int
    title: str
    slug: str
    language: str

    def get_absolute_url(self) -> str:
        return address("blog:post", self.slug)


def columns(post: str = "") -> tuple[str, ...]:
    """What `Named` is made of, from where an essay is reached by `post`."""
    return (post, *(f"{post}__{name}" for name in COLUMNS)) if post else ("pk", *COLUMNS)
