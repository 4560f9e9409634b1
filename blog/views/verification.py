"""How quotations are checked, in words a reader can hold the check to."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.evidence.examples import EXAMPLES, SOURCE
from blog.evidence.folding import DASHES, DOUBLE_QUOTES, FOLDS, SINGLE_QUOTES
from blog.evidence.verbatim import CONTRACT, NEAR, SHORT
from blog.models.check import TYPOGRAPHY, Standing, Verdict
from blog.syndication.structured import page_metadata
from blog.views.door import public, with_site

SIGNS = {"single": SINGLE_QUOTES, "double": DOUBLE_QUOTES, "dashes": DASHES}
HOLDS = {
    "soft-hyphens": gettext_lazy(
        "soft hyphens, and signs without width: zero-width space, word joiner, byte order mark"
    ),
    "ligatures": gettext_lazy("several letters drawn as one sign (ﬁ is fi), and … for three full stops"),
    "quotes": gettext_lazy(
        "the forms of a single quotation mark or apostrophe (%(single)s)"
        " and those of a double one (%(double)s); single and double stay apart"
    ),
    "dashes": gettext_lazy(
        "the forms of a dash or hyphen (%(dashes)s), one or several in a row; but a hyphen within a word,"
        " as in man-eating, is not a dash between two"
    ),
    "nfc": gettext_lazy("the ways Unicode writes one letter: é, or e with an accent after it (NFC)"),
    "white-space": gettext_lazy(
        "spaces, no-break spaces, tabs, line ends, one or several; all beside a Chinese or Japanese sign"
    ),
}
"""What each fold passes over."""


@public()
def verification(request: HttpRequest, now: datetime) -> HttpResponse:
    title = _("How quotations are checked")
    context = {
        "contract": CONTRACT,
        "short": SHORT,
        "near": NEAR,
        "folds": [(TYPOGRAPHY[fold.name], HOLDS[fold.name] % SIGNS) for fold in FOLDS],
        "source": SOURCE,
        "examples": [(example.quotation, Standing(Verdict(example.verdict))) for example in EXAMPLES],
        "metadata": page_metadata(with_site(request), title=title, path=request.get_full_path()),
    }
    return render(request, "blog/verification.html", context)
