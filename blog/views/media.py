"""Images, as files: to everyone what a visible page shows, and to writers what is theirs to see."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accounts.models import User
from blog import permissions
from blog.models import Image, Rendition

A_YEAR = 365 * 24 * 60 * 60
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def media(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """One file of an image, for as long as readers see the image; another day it may be hidden again.

    So a browser may keep it, and nobody between; what only a writer sees, it asks for every time.
    """
    now = timezone.now()
    image = Image.objects.filter(key=key).first()
    if image is None:
        raise Http404(file)
    is_public = Image.objects.visible(now).contains(image)
    if not is_public and not _is_theirs(request, image, now):
        raise Http404(file)
    etag, whole = f'"{key}-{file}"', file_of(image, file)
    answer = get_conditional_response(request, etag=etag) or whole
    answer.headers["ETag"], answer.headers["Last-Modified"] = etag, http_date(image.created_at.timestamp())
    answer.headers["Cache-Control"] = (
        f"private, max-age={A_YEAR}, immutable" if is_public else "private, no-cache"
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def file_of(image: Image, file: str) -> HttpResponse:
    """One of its files, as no browser takes for anything else. Raises Http404."""
    media_type = _type_of(image, file)
    if not media_type:
        raise Http404(file)
    try:
        answer = HttpResponse((image.folder / file).read_bytes(), content_type=media_type)
    except FileNotFoundError as error:
        raise Http404(file) from error
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _type_of(image: Image, file: str) -> str:
    """The media type of this file of `image`; nothing where it has none of this name."""
    if file == image.file:
        return image.media_type
    rendition = Rendition.objects.filter(image=image, file=file).first()
    return rendition.media_type if rendition else ""


def _is_theirs(request: HttpRequest, image: Image, now: datetime) -> bool:
    user = request.user
    return isinstance(user, User) and permissions.images_for(user, now).contains(image)
