"""Someone saved the essay while it was being written: both texts side by side, and three ways on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.lists import writer
from blog.admin.desk import DeskAdmin, asks_for_json, last_saved, told_overtaken
from blog.forms.posts import EssayForm
from blog.publishing import history, working_copy
from blog.publishing.text import PostText
from blog.rendering.differences import Run, differences, shortened

CARRIED_ELSEWHERE = {"csrfmiddlewaretoken", "base_version", "way"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the essay that is not the same in both texts."""

    label: str
    yours: list[Run]
    theirs: list[Run]


class OvertakenAdmin(DeskAdmin):
    def overtaken(self, request: HttpRequest, essay: EssayForm) -> HttpResponse:
        """409, with everything that was typed still in the page."""
        post = essay.post
        assert post is not None  # noqa: S101 - nobody overtakes an essay that is not there
        post.refresh_from_db()
        if asks_for_json(request):
            return told_overtaken(post)
        context = {
            "parts": list(_parts(working_copy.text_for(post), essay.text())),
            "typed": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in CARRIED_ELSEWHERE
                for value in values
            ],
            "saved": last_saved(post),
        }
        title = _("This essay changed while you were writing")
        answer = self.page(request, post, "admin/blog/post/overtaken.html", title, **context)
        answer.status_code = 409
        return answer

    def go_on(self, request: HttpRequest, essay: EssayForm, now: datetime) -> HttpResponse | None:
        """What was chosen there, if anything was. None also for "mine": saving knows of it."""
        way = request.POST.get("way")
        if way not in {"theirs", "copy"}:
            return None
        post, user = essay.post, writer(request)
        assert post is not None  # noqa: S101
        if way == "theirs":
            working_copy.set_aside(post, essay.text(), _("not taken over"), by=user, now=now)
            messages.success(request, _("This is their text. Yours is kept in the history."))
            return self.lead_to("change", post.pk)
        copy = working_copy.save_as_copy(essay.text(), by=user, now=now)
        messages.success(request, _("Your text is a draft of its own now. The other essay stays as it is."))
        return self.lead_to("change", copy.pk)


def _parts(theirs: PostText, yours: PostText) -> Iterator[Part]:
    # An address or authors left empty mean those there are.
    meant = replace(yours, slug=yours.slug or theirs.slug, authors=yours.authors or theirs.authors)
    one, other = history.told_text(theirs), history.told_text(meant)
    for label, text in other.items():
        if text != one[label]:
            runs = shortened(differences(one[label], text))
            yield Part(label, _without(runs, "removed"), _without(runs, "added"))


def _without(runs: list[Run], how: str) -> list[Run]:
    return [run for run in runs if run.how != how]
