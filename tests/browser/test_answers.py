"""Every answer of the served dashboard carries the security headers; what is closed stays closed."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync import client as websockets

from tests.lib.server import serve

HEADERS = {
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=()",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("answers") / "server.log"


@pytest.fixture(scope="module")
def server(store_folder: Path, log: Path) -> Iterator[str]:
    """A server that no other test uses, whose log can be read: "127.0.0.1:port"."""
    with serve(store_folder, log, settings={"ICS_HOSTS": "dashboard.example.nhs.uk"}) as served:
        yield urlsplit(served).netloc


def ask(
    server: str, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
):
    """The answer to a request exactly as it is written here: (status, headers in small letters, body)."""
    connection = http.client.HTTPConnection(server, timeout=30)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def picture_of(server: str) -> str:
    """The path of a script of Streamlit that the start page names."""
    return "/" + re.search(rb'src="\./(static/js/[^"]+)"', ask(server, "GET", "/")[2])[1].decode()


ANSWERS = [
    ("GET", "/", {}, 200),
    ("HEAD", "/", {}, 200),
    ("GET", "/metric?metric=x&area=%3Cscript%3E", {}, 200),
    ("GET", "/nothing/here", {}, 200),
    ("GET", "/favicon.png", {}, 200),
    ("GET", "/healthz", {}, 200),
    ("GET", "/_stcore/health", {}, 200),
    ("GET", "/_stcore/host-config", {}, 200),
    ("GET", "/_stcore/metrics", {}, 404),
    ("GET", "/media/nothing", {}, 404),
    ("GET", "/component/nothing/index.html", {}, 404),
    ("GET", "/metric/", {}, 301),
    ("GET", "/auth/login", {}, 302),
    ("GET", "/auth/logout", {}, 302),
    ("GET", "/oauth2callback?state=x&code=y", {}, 302),
    ("GET", "//evil.example/", {}, 400),
    ("GET", "/static/../../../../etc/passwd", {}, 400),
    ("GET", "/", {"Host": "evil.example"}, 400),
    ("POST", "/", {}, 405),
    ("TRACE", "/", {}, 405),
    ("POST", "/_stcore/upload_file/session/file", {}, 405),
    ("PUT", "/_stcore/upload_file/session/file", {}, 403),
    ("DELETE", "/_stcore/upload_file/session/file", {}, 403),
    ("OPTIONS", "/_stcore/upload_file/session/file", {}, 204),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), ANSWERS)
def test_every_kind_of_answer_carries_the_security_headers(server, method, path, headers, status):
    status, answered, _ = ask(server, method, path, headers, b"x" if method in ("POST", "PUT") else None)
    assert status == status
    for name, beginning in HEADERS.items():
        assert answered.get(name, "").startswith(beginning), name


def test_a_script_of_a_page_carries_them_too(server):
    status, headers, _ = ask(server, "GET", picture_of(server))
    assert status == 200 and "javascript" in headers["content-type"]
    assert headers.keys() >= HEADERS.keys()


def test_the_start_page_is_sent_whole_and_points_to_no_interface_for_programs(server):
    whole = ask(server, "GET", "/")
    assert b"_stcore/agent" not in whole[2] and b"Streamlit</title>" not in whole[2]
    for path in ("/", "/metric", "/static/nothing.js"):
        assert ask(server, "GET", path, {"Range": "bytes=0-10"})[::2] == whole[::2]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
def test_another_host_name_is_refused_with_a_sentence(server, host):
    for path in ("/", "/healthz", "/_stcore/health", "/media/x"):
        status, _, body = ask(server, "GET", path, {"Host": host})
        assert status == 400 and b"does not answer to the host name" in body


def test_a_name_that_is_listed_is_answered_whatever_is_forwarded(server):
    for headers in ({}, {"X-Forwarded-Host": "evil.example"}):
        assert ask(server, "GET", "/healthz", {"Host": "dashboard.example.nhs.uk"} | headers)[0] == 200
    assert ask(server, "GET", "/healthz", {"Host": "evil.example", "X-Forwarded-Host": "localhost"})[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/%5Fstcore/metrics",
        "/_stcore/%6Detrics",
        "/metric/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
    ],
)
def test_internal_addresses_that_no_browser_needs_are_closed(server, path):
    for method in ("GET", "POST"):
        assert ask(server, method, path, body=b"{}" if method == "POST" else None)[0] == 404


def test_an_upload_without_a_session_is_refused_before_it_is_read(server):
    status, _, body = ask(server, "PUT", "/_stcore/upload_file/session/file", body=b"x" * 5_000_000)
    assert status == 403 and len(body) < 100


# The connection that draws pages.


def connect(server: str, *messages: bytes | str, path: str = "/_stcore/stream", origin: str | None = None):
    """The status of a refusal, or the kinds of what comes back until a heartbeat is answered or it closes."""

    # Not asyncio: in the process of these tests the browser's driver keeps an event loop running.
    try:
        with websockets.connect(f"ws://{server}{path}", origin=origin, proxy=None) as connection:
            kinds: list[str] = []
            for message in messages:
                connection.send(message)
            while True:
                answer = ForwardMsg()
                answer.ParseFromString(connection.recv(timeout=60))
                kinds.append(answer.WhichOneof("type"))
                if kinds[-1] == "heartbeat_ack":
                    return kinds
    except InvalidStatus as refused:
        assert refused.response.headers.get("content-security-policy"), "a refusal without headers"
        return refused.response.status_code
    except ConnectionClosed:
        return ["closed"]


HEARTBEAT = BackMsg(app_heartbeat=True).SerializeToString()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost"])
def test_a_page_of_another_host_cannot_connect(server, origin):
    assert connect(server, HEARTBEAT, origin=origin) == 403


def test_an_own_page_connects(server):
    assert "heartbeat_ack" in connect(server, HEARTBEAT, origin=f"http://{server}")


@pytest.mark.parametrize("path", ["/", "/metric", "/_stcore/metrics"])
def test_nothing_else_takes_a_connection(server, path):
    assert connect(server, path=path) == 404


def test_a_message_that_no_page_sends_does_nothing(server, log):
    before = log.read_text()
    closed = [BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(debug_shutdown_runtime=True)]
    assert connect(server, *(message.SerializeToString() for message in closed), HEARTBEAT) == [
        "heartbeat_ack"
    ]
    assert log.read_text() == before


@pytest.mark.parametrize("message", ["a text frame", b"\xff\xff\xff"])
def test_what_is_no_message_ends_the_connection_without_a_traceback(server, log, message):
    assert connect(server, message) == ["closed"]
    assert "Traceback" not in log.read_text()
