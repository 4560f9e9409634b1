"""How quotations are checked, in words a reader can hold the check to."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.evidence.examples import EXAMPLES, SOURCE
from blog.evidence.folding import FOLDS
from blog.evidence.verbatim import CONTRACT, NEAR, SHORT
from blog.models.check import TYPOGRAPHY, Standing, Verdict
from blog.syndication.structured import page_metadata
from blog.views.door import public, with_site


@public()
def verification(request: HttpRequest, now: datetime) -> HttpResponse:
    title = _("How quotations are checked")
    context = {
        "contract": CONTRACT,
        "short": SHORT,
        "near": NEAR,
        "folds": [(TYPOGRAPHY[fold.name], fold.holds) for fold in FOLDS],
        "source": SOURCE,
        "examples": [(example.quotation, Standing(Verdict(example.verdict))) for example in EXAMPLES],
        "metadata": page_metadata(with_site(request), title=title, path=request.get_full_path()),
    }
    return render(request, "blog/verification.html", context)
