"""Getting files from a server that fails, cuts, lies and sends web pages; the server is on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from data.errors import SourceError
from data.published import fetch
from data.sources import nhs_england_ae

BODY = b"area_code,value\n" + b"".join(b"E54000048,%d\n" % number for number in range(20_000))


@dataclass
class Plan:
    """What the server does, one step a request; the last step goes on."""

    steps: list[str]
    asked: list[str | None] = field(default_factory=list)
    tag: str = '"one"'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        plan: Plan = self.server.plan
        wanted = self.headers.get("Range")
        plan.asked.append(wanted)
        step = plan.steps[min(len(plan.asked), len(plan.steps)) - 1]
        if step.isdigit():
            self._send(int(step), b"busy", "text/plain")
        elif step == "page":
            self._send(200, b"<!DOCTYPE html><html>gone</html>", "text/html; charset=utf-8")
        elif step == "page called csv":
            self._send(200, b"\n<!DOCTYPE html><html>gone</html>", "text/csv")
        elif step == "nothing":
            self._send(200, b"", "text/csv")
        elif step == "less":
            self._send(200, BODY[:1_000], "text/csv", promised=len(BODY))
        elif step == "too much":
            self._send(200, b"", "text/csv", promised=10**12)
        elif step == "cut":
            self._send(200, BODY[: len(BODY) // 2], "text/csv", promised=len(BODY))
        elif wanted and step == "whole" and self.headers.get("If-Range") == plan.tag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self._send(206, BODY[start:], "text/csv", start=start)
        else:
            self._send(200, BODY, "text/csv")

    def _send(
        self, status: int, body: bytes, kind: str, promised: int | None = None, start: int | None = None
    ):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if promised is None else promised))
        if self.server.plan.tag:
            self.send_header("ETag", self.server.plan.tag)
        if start is not None:
            self.send_header("Content-Range", f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *arguments):
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def got(server, folder: Path, *steps: str, tag: str = '"one"', waits: list | None = None) -> fetch.Fetched:
    server.plan = Plan(list(steps), tag=tag)
    address = f"http://127.0.0.1:{server.server_port}/files/figures.csv"
    waited = [] if waits is None else waits
    return fetch.fetch_file(address, folder, "figures.csv", wait=waited.append)


def test_a_whole_file_is_kept_with_its_hash(server, tmp_path: Path):
    one = got(server, tmp_path, "whole")
    assert one.path.read_bytes() == BODY and one.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (tmp_path / "figures.csv.sha256").read_text() == f"{one.sha256}  figures.csv\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "figures.csv.sha256"]


def test_a_server_that_fails_twice_is_asked_a_third_time(server, tmp_path: Path):
    waits = []
    assert got(server, tmp_path, "503", "500", "whole", waits=waits).path.read_bytes() == BODY
    assert len(server.plan.asked) == 3 and waits == [2.0, 8.0]


def test_a_server_that_fails_three_times_is_left_alone(server, tmp_path: Path):
    with pytest.raises(SourceError, match=r"figures\.csv: could not be downloaded in 3 attempts.*503"):
        got(server, tmp_path, "503")
    assert len(server.plan.asked) == 3 and not (tmp_path / "figures.csv").exists()


def test_a_file_that_is_not_there_is_not_asked_for_again(server, tmp_path: Path):
    with pytest.raises(SourceError, match="answered 404 Not Found; the address may have changed"):
        got(server, tmp_path, "404")
    assert len(server.plan.asked) == 1


def test_a_cut_connection_goes_on_where_it_broke(server, tmp_path: Path):
    assert got(server, tmp_path, "cut", "whole").path.read_bytes() == BODY
    assert server.plan.asked == [None, f"bytes={len(BODY) // 2}-"]


def test_a_half_got_file_goes_on_in_the_next_run(server, tmp_path: Path):
    with pytest.raises(SourceError, match=f"announced {len(BODY):,} bytes"):
        got(server, tmp_path, "cut", "503", "cut")
    assert not (tmp_path / "figures.csv").exists()
    assert got(server, tmp_path, "whole").path.read_bytes() == BODY
    assert server.plan.asked == [f"bytes={len(BODY) // 2}-"]


def test_halves_of_two_versions_are_never_joined(server, tmp_path: Path):
    with pytest.raises(SourceError):
        got(server, tmp_path, "cut", "503", "503")
    assert got(server, tmp_path, "whole", tag='"two"').path.read_bytes() == BODY


def test_a_server_that_cannot_go_on_gives_the_file_anew(server, tmp_path: Path):
    assert got(server, tmp_path, "cut", "whole", tag="").path.read_bytes() == BODY
    assert server.plan.asked == [None, None]


@pytest.mark.parametrize("step", ["page", "page called csv"])
def test_a_web_page_is_refused(server, tmp_path: Path, step: str):
    with pytest.raises(SourceError, match="a web page"):
        got(server, tmp_path, step)
    assert not list(tmp_path.glob("figures.csv"))


def test_less_than_promised_is_no_file(server, tmp_path: Path):
    with pytest.raises(SourceError, match="3 attempts"):
        got(server, tmp_path, "less")
    assert not (tmp_path / "figures.csv").exists()


def test_an_empty_file_is_no_file(server, tmp_path: Path):
    with pytest.raises(SourceError, match="returned an empty file"):
        got(server, tmp_path, "nothing")


def test_a_file_of_a_million_megabytes_is_not_begun(server, tmp_path: Path):
    with pytest.raises(SourceError, match="1,000,000,000,000 bytes; allowed are 600,000,000"):
        got(server, tmp_path, "too much")


def test_an_older_file_stays_when_the_newer_one_cannot_be_got(server, tmp_path: Path):
    got(server, tmp_path, "whole")
    with pytest.raises(SourceError):
        got(server, tmp_path, "page")
    assert (tmp_path / "figures.csv").read_bytes() == BODY


def test_only_web_addresses_are_fetched(tmp_path: Path):
    with pytest.raises(SourceError, match="not a web address; allowed are http and https"):
        fetch.fetch_file("file:///etc/passwd", tmp_path, "figures.csv")


def test_a_source_is_fetched_under_names_that_are_safe(server, tmp_path: Path):
    server.plan = Plan(["whole"])
    base = f"http://127.0.0.1:{server.server_port}"
    source = replace(nhs_england_ae.SOURCE, addresses=(f"{base}/a/ae.csv", f"{base}/api?x=../../b.csv"))
    files = fetch.fetch(source, tmp_path)
    assert files[0].path.name == "ae.csv"
    assert files[1].path.parent == tmp_path and files[1].path.name.startswith("nhs_england_ae-")


def test_a_source_without_address_says_where_to_get_its_file(tmp_path: Path):
    with pytest.raises(SourceError, match=r"Download by hand: .*NHS England's page.*python -m data ingest"):
        fetch.fetch(nhs_england_ae.SOURCE, tmp_path)
