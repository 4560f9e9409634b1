"""What each open page of the desk saved last: one whose answer was lost goes on from its own save.

A page says its `form_id`, drawn when it was made, and `sent_at`, its clock (ms) when its scripts ask. One
that says none is known by nothing.
"""

from django.core.cache import cache
from django.http import HttpRequest

from accounts.lists import writer
from blog.forms.posts import EssayForm
from blog.models import Post

A_DAY = 24 * 60 * 60


def remember(request: HttpRequest, post: Post) -> None:
    """That this page saved `post`, as it stands now."""
    if key := _key(request):
        cache.set(key, (post.pk, post.version, _sent_at(request)), timeout=A_DAY)


def begun(request: HttpRequest) -> Post | None:
    """The essay that a page without one has begun, unless someone went on with that since."""
    pk, version, _at = _last(request)
    return Post.objects.filter(pk=pk, version=version).first()


def resume(request: HttpRequest, essay: EssayForm) -> None:
    """Let `essay` begin from what its page saved last, which the page may not know of.

    A request that was under way longer than a later one of its page changes nothing: it stays overtaken.
    """
    pk, version, at = _last(request)
    if essay.post is None or essay.post.pk != pk:
        return
    base = essay.base_version
    if base is None or base < 0 or _sent_at(request) > at:
        essay.accept(max(version, base or 0))


def _last(request: HttpRequest) -> tuple[int, int, int]:
    key = _key(request)
    pk, version, at = cache.get(key, (0, 0, 0)) if key else (0, 0, 0)
    return pk, version, at


def _key(request: HttpRequest) -> str:
    form_id = request.POST.get("form_id", "")[:32]
    return f"page-{writer(request).pk}-{form_id}" if form_id else ""


def _sent_at(request: HttpRequest) -> int:
    said = request.POST.get("sent_at", "")
    return int(said) if said.isdecimal() and len(said) < 20 else 0
