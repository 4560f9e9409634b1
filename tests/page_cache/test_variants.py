"""The forms a kept page is sent in: HEAD, content codings, and the word that nothing has changed."""

import gzip

import brotli
import pytest
from django.http import HttpResponse

from tests.page_cache.cast import ENVIRON, TEXT, Handler, ask, cache


def test_head_is_answered_with_the_headers_of_get() -> None:
    app = cache(Handler())

    head, get = ask(app, method="HEAD"), ask(app)

    assert (head.how, head.body) == ("miss", b"")
    assert {**head.headers, "X-Cache": "hit"} == get.headers


def test_head_of_what_is_not_kept_has_no_body_either() -> None:
    app = cache(Handler(view=lambda _environ: HttpResponse(TEXT, status=500)))

    assert ask(app, method="HEAD").body == b""


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("br;q=nonsense", None),
        ("", None),
    ],
)
def test_each_reader_gets_an_encoding_it_takes(accepted: str, encoding: str | None) -> None:
    app = cache(Handler())
    ask(app, ACCEPT_ENCODING="br")

    answer = ask(app, ACCEPT_ENCODING=accepted)

    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert decode(answer.body) == f"/ {TEXT}".encode()


@pytest.mark.parametrize("content_type", ["image/png", "text/plain"])
def test_what_compression_cannot_shrink_is_sent_as_it_is(content_type: str) -> None:
    body = b"PNG" if content_type == "text/plain" else b"PNG" * 500
    app = cache(Handler(view=lambda _environ: HttpResponse(body, content_type=content_type)))

    for _ in range(2):
        answer = ask(app, ACCEPT_ENCODING="br, gzip")
        assert (answer.body, "Content-Encoding" in answer.headers, "Vary" in answer.headers) == (
            body,
            False,
            False,
        )


def test_a_server_may_change_the_headers_it_is_given() -> None:
    app = cache(Handler(), tells=False)

    def spoil(_status: str, headers: list[tuple[str, str]], *_error: object) -> None:
        headers.append(("Connection", "close"))

    for more in ({}, {"HTTP_IF_NONE_MATCH": ask(app).headers["ETag"]}):
        app({**ENVIRON, **more}, spoil)

    assert "Connection" not in ask(app).headers
    assert "Connection" not in ask(app, IF_NONE_MATCH="*").headers


def test_a_reader_that_has_the_page_is_told_so() -> None:
    app = cache(Handler(view=lambda _environ: HttpResponse(TEXT, headers={"X-Own": "1"})))
    etag = ask(app).headers["ETag"]

    for tags in (etag, f'"other", W/{etag}', "*"):
        answer = ask(app, IF_NONE_MATCH=tags)
        assert (answer.status, answer.body, answer.headers["ETag"]) == ("304 Not Modified", b"", etag)
        assert "X-Own" not in answer.headers


def test_each_encoding_has_a_validator_of_its_own() -> None:
    app = cache(Handler())
    tags = {encoding: ask(app, ACCEPT_ENCODING=encoding).headers["ETag"] for encoding in ("br", "gzip", "")}

    assert len(set(tags.values())) == 3
    assert ask(app, ACCEPT_ENCODING="gzip", IF_NONE_MATCH=tags["br"]).status == "200 OK"


def test_a_change_elsewhere_leaves_the_validator_and_one_here_does_not() -> None:
    handler = Handler()
    app = cache(handler)
    etag = ask(app).headers["ETag"]

    handler.number = 2
    assert ask(app, IF_NONE_MATCH=etag).status == "304 Not Modified"

    handler.number, handler.view = 3, lambda _environ: HttpResponse(TEXT + "!")
    assert ask(app, IF_NONE_MATCH=etag).status == "200 OK"


def test_the_date_of_the_last_change_validates_where_no_tag_is_given() -> None:
    date = "Sun, 01 Mar 2026 12:00:00 GMT"
    app = cache(Handler(view=lambda _environ: HttpResponse(TEXT, headers={"Last-Modified": date})))
    ask(app)

    assert ask(app, IF_MODIFIED_SINCE=date).status == "304 Not Modified"
    assert ask(app, IF_MODIFIED_SINCE="Sun, 01 Mar 2026 12:00:01 GMT").status == "304 Not Modified"
    for earlier in ("Sun, 01 Mar 2026 11:59:59 GMT", "yesterday", ""):
        assert ask(app, IF_MODIFIED_SINCE=earlier).status == "200 OK"
    assert ask(app, IF_MODIFIED_SINCE=date, IF_NONE_MATCH='"other"').status == "200 OK"
