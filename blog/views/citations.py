"""Essays and excerpts as reference managers take them: `.bib` and `.csl.json`."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from blog.models import Excerpt, Post
from blog.syndication import citation
from blog.syndication.addresses import absolute
from blog.views.door import public, with_site
from blog.views.excerpts import find_excerpt, quoting
from blog.views.posts import find_post


@public()
def post_citation(request: HttpRequest, now: datetime, slug: str, form: citation.Form) -> HttpResponse:
    post = find_post(slug, now)
    return _file(citation.of_essay(post, with_site(request)), form, post)


@public()
def excerpt_citation(request: HttpRequest, now: datetime, slug: str, form: citation.Form) -> HttpResponse:
    excerpt = find_excerpt(slug, now)
    first = quoting(excerpt, now)[-1]
    return _file(citation.of_excerpt(excerpt, first, with_site(request)), form, excerpt)


def _file(cited: citation.Citation, form: citation.Form, row: Post | Excerpt) -> HttpResponse:
    answer = HttpResponse(citation.write(cited, form), content_type=citation.CONTENT_TYPES[form])
    answer.headers["Link"] = f'<{absolute(row.get_absolute_url())}>; rel="canonical"'
    return answer
