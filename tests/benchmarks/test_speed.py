"""The arithmetic of `make bench`, and the shipped nginx file that it puts in front."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.speed import accounting, goals, hits, load, picture, proxy, table
from benchmarks.speed.goals import Figure
from benchmarks.speed.hits import BARE, HERE, Sample
from benchmarks.speed.load import Load


def costing(*costs: float) -> list[Sample]:
    return [Sample(cost, Load(100, 1.0, 2.0, 3.0, 0)) for cost in costs]


def test_compares_what_was_measured_in_the_same_round() -> None:
    here, bare = costing(110, 300, 120), costing(100, 300, 100)

    assert hits.ratio(here, bare) == 1.1
    assert (hits.cost(here), hits.cost(bare)) == (120, 100)


def test_lists_the_cheapest_first_beside_the_bare_app() -> None:
    samples = {("home", HERE): costing(150, 210), ("home", BARE): costing(100, 140), ("tag", BARE): []}

    assert table.of_page(samples, "home").splitlines()[2:] == [
        "| bare WSGI app | 120 | 1.00 | 100 | 2.0 | 3.0 |",
        "| this site | 180 | 1.50 | 100 | 2.0 | 3.0 |",
    ]


def test_counts_the_processor_and_the_memory_of_a_process() -> None:
    ours, before = [os.getpid()], accounting.cpu([os.getpid()])
    total = sum(range(300_000))

    assert total > 0
    assert accounting.cpu(ours) > before
    assert accounting.pss(ours) > 1024 * 1024


def test_its_own_load_counts_answers_and_those_that_are_errors() -> None:
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/here/" else 404)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"words")

        def log_message(self, *_args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_args: object) -> None:
            return  # whoever asked has left

    with Server(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_address[1]}"
        askers = [load.Asker(origin) for _connection in range(2)]
        right, wrong = (
            load.ask(0.05, askers, load.request(path, ["Host: here"])) for path in ("/here/", "/gone/")
        )
        for asker in askers:
            asker.socket.close()
        server.shutdown()

    assert (right.failed, wrong.failed) == (0, wrong.requests)
    assert right.requests > 2
    assert 0 < right.p50 <= right.p99


def test_the_picture_tells_its_figures_in_words_and_cuts_what_is_too_long() -> None:
    drawn = ElementTree.fromstring(
        picture.bars("A & B", {"bare": 100, "here": 104, "slow": 4000}, "here", "µs")
    )
    space = "{http://www.w3.org/2000/svg}"

    assert [drawn.findtext(f"{space}title"), drawn.findtext(f"{space}desc")] == [
        "A & B",
        "bare: 100 µs; here: 104 µs; slow: 4,000 µs.",
    ]
    assert [text.text for text in drawn.iter(f"{space}text")][2::2] == ["100 µs", "104 µs", "4,000 µs →"]


def test_the_shipped_nginx_file_can_be_put_anywhere(tmp_path: Path) -> None:
    placed = proxy.placed(tmp_path, tls=4430, plain=8080, site=8001)
    said = "\n".join(line for line in placed.splitlines() if not line.startswith("#"))

    assert "server 127.0.0.1:8001;" in said
    assert "/srv/" not in said
    assert "/etc/" not in said


def test_says_of_each_figure_whether_it_holds() -> None:
    figures = [
        Figure("start", 0.912, 1, "s"),
        Figure("save", 1310.4, 30, "ms"),
        Figure("imported", 120, 100, "a second", is_least=True),
    ]

    assert goals.told(figures).splitlines()[2:] == [
        "| start | 0.912 s | ≤ 1 s | yes |",
        "| save | 1,310 ms | ≤ 30 ms | **no** |",
        "| imported | 120 a second | ≥ 100 a second | yes |",
    ]
    assert [goals.percentile([3, 1, 2], share) for share in (0, 0.5, 0.95)] == [1, 2, 3]
