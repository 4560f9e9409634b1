"""Who asks, and for what: five visitors, and rows of which each may do something else."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.test import Client

from accounts.models import User
from blog.models import Image, Person, Post, Series, SiteIdentity, Tag
from blog.publishing import library
from tests.admin.page import signed_in
from tests.factories import make_event, make_page, make_post, make_series, make_user
from tests.media.images import make_image

VISITORS = ("stranger", "author", "other", "editor", "owner")


@dataclass(frozen=True, slots=True)
class Cast:
    users: dict[str, User]
    sessions: dict[str, str]
    """The session of each; a stranger has none."""
    rows: dict[str, int | str]
    """The ids and keys that stand for the names in braces of an address."""

    def browser(self, visitor: str) -> Client:
        """A new one, signed in or not, that shows a page for an error as a server would."""
        client = Client(raise_request_exception=False)
        if visitor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]
        return client


def make_cast(now: datetime) -> Cast:
    """The draft “Own” is the author's, and alone uses its excerpt, speaker, source and tag.

    “Shown” is an editor's, published, with the same; “Gone” is withdrawn; of two pages one is published.
    Each of the first two is a series by itself.
    """
    library.save(SiteIdentity(pk=1), now=now)
    roles = {"author": "author", "other": "author", "editor": "editor", "owner": "owner"}
    users = {who: make_user(role, name=f"{who.title()} Bee") for who, role in roles.items()}
    draft = _make_whole("Own", "Ida Crane", state="draft", by=users["author"])
    _make_whole("Shown", "Mei Tan", by=users["editor"])
    make_post(title="Gone", state="withdrawn", by=users["editor"])
    about, _hidden = make_page("About"), make_page("Hidden", published=False)
    sessions = {
        who: signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value for who, user in users.items()
    }
    rows = {**_ids(draft), **_images(draft), "page": about.pk, "user": users["author"].pk}
    return Cast(users, sessions, rows)


def _make_whole(name: str, speaker: str, *, state: str = "published", by: User) -> Post:
    exchange = f"Q: {name}?\n\n{speaker}: Yes.\n\nSource: Talk of {name}"
    image = make_image(f"{name}.png", by=by)
    body = f"It says.\n\n![{name}](media:{image.key})"
    post = make_post(title=name, body=body, tags=[f"tag {name}"], exchanges=[exchange], state=state, by=by)
    make_series(f"Run of {name}", parts=[post])
    return post


def _images(draft: Post) -> dict[str, int | str]:
    own = Image.objects.get(uses__post=draft)
    return {"image": own.pk, "own": own.key, "shown": Image.objects.exclude(pk=own.pk).get().key}


def _ids(post: Post) -> dict[str, int]:
    excerpt = post.excerpts.get()
    assert excerpt.source is not None
    return {
        "post": post.pk,
        "event": make_event(excerpt).pk,
        "excerpt": excerpt.pk,
        "person": Person.objects.get(turns__excerpt=excerpt).pk,
        "source": excerpt.source.pk,
        "tag": Tag.objects.get(post_tags__content_object=post).pk,
        "series": Series.objects.get(posts=post).pk,
    }


SEARCHES = (
    "sing canar* {near} speaker:person in:people in:sources+talk body+end verified:no"
    " title&after=2.9000000000000000000".split()
)
"""What finds hidden rows, if anything does, and says no hidden word itself: what is typed is shown again."""
