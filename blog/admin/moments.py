"""The desk's answer to “when would that be?”, while a date is being typed."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.forms.moments import Moment, read_moment, tell_moment


@require_safe
def when(request: HttpRequest) -> JsonResponse:
    """What `?said=` means by the site's clocks.

    `{"at": ISO 8601, "words": …, "ahead": …, "note": what else to know, or ""}`, or `{"error": …}`.
    """
    now, zone = timezone.now(), timezone.get_current_timezone()
    try:
        moment = read_moment(request.GET.get("said", ""), now, zone)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)})
    said = {
        "at": moment.at.isoformat(),
        "words": tell_moment(moment.at, zone),
        "ahead": moment.at > now,
        "note": " ".join(_notes(moment, is_ahead=moment.at > now)),
    }
    return JsonResponse(said)


def _notes(moment: Moment, *, is_ahead: bool) -> Iterator[str]:
    if moment.is_twice:
        yield _("The clocks show this time twice that day, and the first is meant.")
    if not is_ahead:
        yield _("That is past: the essay appears at once, and is dated so.")
