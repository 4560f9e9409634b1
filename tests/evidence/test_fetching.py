"""Fetching through the guard: what is asked of whom, and what never is. All servers are on this machine."""

import gzip
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from blog.evidence.fetching import PAGE_BYTES, PDF_BYTES, REDIRECTS, Failed, Found, Reach, get
from tests.evidence.certificates import make_authority
from tests.evidence.servers import Server, leads, reach_of, says, serving

AGENT = "Rejoinder/test (+https://a.example/)"
PAGE = b"<p>It did not."


@pytest.fixture
def canary() -> Iterator[Server]:
    """A server inside: nobody but a test may reach it."""
    with serving(says(b"canary")) as server:
        yield server


def why_not(url: str, reach: Reach) -> tuple[str, int]:
    with pytest.raises(Failed) as failed:
        get(url, AGENT, reach)
    return failed.value.reason, failed.value.status


def named(**addresses: str) -> Reach:
    """The real guard, at any port, with these addresses for `name.example`."""
    return Reach(resolve=lambda host, _port: [addresses[host.removesuffix(".example")]])


class TestInside:
    @pytest.mark.parametrize(
        "host",
        [
            *(
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "017700000001",
                "0177.0.0.1",
            ),
            *("localhost", "localhost.", "LOCALHOST", "０ｘ７ｆ.1", "①②⑦.0.0.1", "127。0。0。1"),
            *("0", "0.0.0.0", "127.0.0.2", "127.255.255.254"),
            *("[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]"),
            *("[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        ],
    )
    def test_nothing_is_asked_however_it_is_spelled(self, canary: Server, host: str) -> None:
        reach = replace(Reach(), ports=frozenset({canary.port}))

        assert why_not(f"http://{host}:{canary.port}/", reach)[0] in {"private", "address"}
        assert canary.hits == 0

    def test_nothing_is_asked_behind_a_name(self, canary: Server) -> None:
        reach = replace(named(inside="127.0.0.1"), ports=frozenset({canary.port}))

        assert why_not(f"http://inside.example:{canary.port}/", reach) == ("private", 0)
        assert canary.hits == 0

    def test_a_name_with_one_private_address_is_refused_whole(self, canary: Server) -> None:
        reach = reach_of(canary.port, resolve=lambda *_asked: ["127.0.0.1", "10.0.0.1"])

        assert why_not(f"http://two.example:{canary.port}/", reach) == ("private", 0)
        assert canary.hits == 0

    @pytest.mark.parametrize(
        "place", ["http://127.0.0.2:{port}/", "//127.0.0.2:{port}/x", "http://[::1]:{port}/"]
    )
    def test_nothing_is_asked_behind_a_redirect(self, canary: Server, place: str) -> None:
        with serving(leads({"/": place.format(port=canary.port)})) as outside:
            reach = reach_of(outside.port, canary.port)

            assert why_not(f"http://127.0.0.1:{outside.port}/", reach) == ("private", 0)
        assert (outside.hits, canary.hits) == (1, 0)

    def test_nothing_is_asked_at_another_port(self, canary: Server) -> None:
        assert why_not(f"http://127.0.0.1:{canary.port}/", Reach()) == ("address", 0)
        assert canary.hits == 0

    def test_a_name_that_changes_is_asked_for_once_and_checked_again(self) -> None:
        """It is resolved once for each request, and that very address is called."""
        with serving(leads({"/": "/again"})) as outside, serving(says(b""), "127.0.0.2") as inside:
            answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])
            reach = reach_of(outside.port, inside.port, resolve=lambda *_asked: [next(answers)])

            assert why_not(f"http://changing.example:{outside.port}/", reach) == ("private", 0)

            assert [path for path, _headers in outside.asked] == ["/"]
            assert (inside.hits, next(answers)) == (0, "127.0.0.2")


class TestAsking:
    def test_a_request_tells_who_asks_and_nothing_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.2:1/")
        with serving(says(PAGE, Set_Cookie="a=b")) as server:
            url = f"http://a.example:{server.port}/talk?page=1#t2"
            reach = reach_of(server.port, resolve=lambda *_asked: ["127.0.0.1"])
            for _twice in range(2):
                get(url, AGENT, reach)

        assert (
            server.asked
            == [
                (
                    "/talk?page=1",
                    {
                        "host": f"a.example:{server.port}",
                        "user-agent": AGENT,
                        "accept": "text/html, text/*, application/pdf, */*;q=0.1",
                        "accept-encoding": "gzip",
                    },
                )
            ]
            * 2
        )

    @pytest.mark.parametrize(
        ("status", "moved"), [(301, True), (302, False), (303, False), (307, False), (308, True)]
    )
    def test_redirects_are_followed(self, status: int, moved: bool) -> None:
        with serving(leads({"/": "/there#x"}, PAGE, status)) as server:
            start = f"http://127.0.0.1:{server.port}/"

            found = get(start, AGENT, reach_of(server.port))

        assert found == Found(f"{start}there", "text/html", "utf-8", moved, PAGE)

    @pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
    def test_one_that_spells_out_its_letters_is_read_as_browsers_do(self, encoding: str) -> None:
        place = "/über".encode(encoding).decode("latin-1")  # so that the server sends these bytes
        with serving(leads({"/": place}, PAGE)) as server:
            start = f"http://127.0.0.1:{server.port}/"

            found = get(start, AGENT, reach_of(server.port))

        assert (found.url, server.asked[-1][0]) == (f"{start}über", "/%C3%BCber")

    @pytest.mark.parametrize("place", ["http://[1", "/a\0b", "/a\x7fb"])
    def test_one_that_leads_to_no_address_is_not_followed(self, place: str) -> None:
        with serving(leads({"/": place})) as server:
            assert why_not(f"http://127.0.0.1:{server.port}/", reach_of(server.port)) == ("address", 0)

        assert server.hits == 1

    def test_one_that_leads_to_itself_is_left_after_five(self) -> None:
        with serving(leads({"/": "/"})) as server:
            assert why_not(f"http://127.0.0.1:{server.port}/", reach_of(server.port)) == ("redirects", 0)

        assert server.hits == REDIRECTS + 1

    @pytest.mark.parametrize("status", [404, 410, 403, 500, 204])
    def test_what_is_no_page_is_told_by_its_status(self, status: int) -> None:
        with serving(says(b"", status)) as server:
            assert why_not(f"http://127.0.0.1:{server.port}/", reach_of(server.port)) == ("status", status)

    def test_nobody_there(self) -> None:
        with serving(says(b"")) as server:
            pass

        assert why_not(f"http://127.0.0.1:{server.port}/", reach_of(server.port)) == ("connection", 0)
        assert why_not("http://nobody.invalid/", Reach(resolve=_knows_nobody)) == ("name", 0)

    def test_the_second_address_is_called_where_the_first_is_silent(self) -> None:
        with serving(says(PAGE)) as server:
            reach = reach_of(
                server.port,
                hosts=("127.0.0.1", "127.0.0.3"),
                resolve=lambda *_asked: ["127.0.0.3", "127.0.0.1"],
            )

            assert get(f"http://a.example:{server.port}/", AGENT, reach).body == PAGE


class TestBody:
    @pytest.mark.parametrize(
        ("kind", "limit"), [("text/html", PAGE_BYTES), ("application/pdf", PDF_BYTES)], ids=["page", "PDF"]
    )
    def test_its_size_is_bounded(self, kind: str, limit: int) -> None:
        for size, fits in ((limit, True), (limit + 1, False)):
            with serving(says(b"x" * size, Content_Type=kind)) as server:
                url, reach = f"http://127.0.0.1:{server.port}/", reach_of(server.port)
                if fits:
                    assert len(get(url, AGENT, reach).body) == limit
                else:
                    assert why_not(url, reach) == ("large", 0)

    def test_what_is_packed_is_unpacked(self) -> None:
        with serving(says(gzip.compress(PAGE), Content_Encoding="gzip")) as server:
            assert get(f"http://127.0.0.1:{server.port}/", AGENT, reach_of(server.port)).body == PAGE

    def test_what_is_packed_wrong_is_no_answer(self) -> None:
        with serving(says(PAGE, Content_Encoding="gzip")) as server:
            assert why_not(f"http://127.0.0.1:{server.port}/", reach_of(server.port)) == ("answer", 0)

    @pytest.mark.parametrize(
        ("said", "kind", "charset"),
        [
            ("TEXT/HTML;Charset='GB2312'", "text/html", "GB2312"),
            ("text/plain; format=flowed; charset=utf-8", "text/plain", "utf-8"),
            ("", "", ""),
        ],
    )
    def test_it_says_what_it_is(self, said: str, kind: str, charset: str) -> None:
        with serving(says(PAGE, Content_Type=said)) as server:
            found = get(f"http://127.0.0.1:{server.port}/", AGENT, reach_of(server.port))

        assert (found.media_type, found.charset) == (kind, charset)


class TestCertificates:
    def test_the_name_is_proven_at_the_address_it_was_resolved_to(self, tmp_path: Path) -> None:
        authority, tls = make_authority(tmp_path, "a.example")
        with serving(says(PAGE), tls=tls) as server:
            reach = reach_of(
                server.port,
                resolve=lambda *_asked: ["127.0.0.1"],
                trusted=lambda: ssl.create_default_context(cafile=str(authority)),
            )

            assert get(f"https://a.example:{server.port}/", AGENT, reach).body == PAGE
            assert why_not(f"https://b.example:{server.port}/", reach) == ("certificate", 0)
            assert why_not(f"https://127.0.0.1:{server.port}/", reach) == ("certificate", 0)
            unknown = replace(reach, trusted=ssl.create_default_context)
            assert why_not(f"https://a.example:{server.port}/", unknown) == ("certificate", 0)
        assert server.hits == 1


def _knows_nobody(host: str, port: int) -> list[str]:
    raise OSError(host)
