"""Which addresses may be asked."""

import pytest

from blog.evidence.guard import Refused, Target, is_public, parse

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:0 ::8.8.8.8 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe
64:ff9b:1::8.8.8.8 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 2002:7f00:1::
2002:808:808:: 3fff::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 4000::1
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 192.169.0.1 100.128.0.1
2606:4700:4700::1111 2a00:1450:4001:82a::200e ::ffff:8.8.8.8 64:ff9b::8.8.8.8
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_every_other_one_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example", Target("https", "a.example", 443, "/")),
        ("http://A.Example./b%20c/?d=e&f#g", Target("http", "a.example", 80, "/b%20c/?d=e&f")),
        ("https://a.example:80/", Target("https", "a.example", 80, "/")),
        ("https://bücher.example/ü", Target("https", "xn--bcher-kva.example", 443, "/ü")),
        ("http://１２７。０.0.1/", Target("http", "127.0.0.1", 80, "/")),
        ("http://[::1]/", Target("http", "::1", 80, "/")),
        ("http://2130706433/", Target("http", "2130706433", 80, "/")),
    ],
)
def test_an_address_says_where_to_ask_for_what(url: str, target: Target) -> None:
    assert parse(url) == target


@pytest.mark.parametrize(
    ("target", "host"),
    [
        (Target("https", "a.example", 443, "/"), "a.example"),
        (Target("https", "a.example", 80, "/"), "a.example:80"),
        (Target("http", "::1", 80, "/"), "[::1]"),
    ],
)
def test_a_server_is_told_the_name_asked_for(target: Target, host: str) -> None:
    assert target.authority == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "//a.example/",
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher://a.example/",
        "javascript:alert(1)",
        "http://",
        "http://./",
        "http:///path",
        "http://user@a.example/",
        "http://user:password@a.example/",
        "http://@a.example/",
        "http://a.example:99999/",
        "http://a.example:x/",
        "http://[::1/",
        "http://[x]/",
        "http://a..example/",
        f"http://{'a' * 64}.example/",
        "http://faß.example/",
    ],
)
def test_nothing_else_is_an_address_to_ask(url: str) -> None:
    with pytest.raises(Refused, match="address"):
        parse(url)
