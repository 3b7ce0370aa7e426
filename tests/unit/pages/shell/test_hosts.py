"""The server answers to the names that it is known by; only its own pages open its connection."""

from __future__ import annotations

import asyncio
import socket

import pytest

from pages.shell.hosts import AllowedHosts, UnusableHost, allowed_hosts, host_name


async def _open(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def status(kind: str, *headers: tuple[str, str]) -> int:
    """What a request with these headers is answered."""
    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": kind, "headers": raw, "extensions": {"websocket.http.response": {}}}
    asyncio.run(AllowedHosts(_open, allowed_hosts("dashboard.example.nhs.uk"))(scope, None, send))
    return sent[0]["status"]


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8501",
        "127.0.0.1:8501",
        "[::1]:8501",
        "dashboard.example.nhs.uk",
        "dashboard.example.nhs.uk.:443",
        socket.gethostname(),
    ],
)
def test_it_answers_to_its_own_names(kind, host):
    assert status(kind, ("host", host)) == 200


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "evil.example#localhost",
        "localhost@evil.example",
        "evil.example:80@localhost",
        "localhost/",
        "localhost:port",
        "127.0.0.1.nip.io",
        "0.0.0.0",
        "127.1",
        "other.example.nhs.uk",
        "dashboard.example.nhs.uk..",
        "dashboard.example.nhs.uk\xa0",
        "localhost\nx",
    ],
)
def test_it_does_not_answer_to_others(kind, host):
    assert status(kind, ("host", host)) == 400


def test_a_request_without_a_host_or_with_two_is_refused():
    assert status("http") == 400
    assert status("http", ("host", "localhost"), ("host", "localhost")) == 400


def test_what_a_proxy_forwards_is_not_believed():
    forwarded = (("x-forwarded-host", "localhost"), ("forwarded", "host=localhost"))
    assert status("http", ("host", "evil.example"), *forwarded) == 400
    assert status("http", ("host", "localhost"), ("x-forwarded-host", "evil.example")) == 200


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        ("http://localhost:8501", 200),
        ("https://LOCALHOST:8501", 200),
        ("http://localhost:8502", 403),
        ("http://evil.example", 403),
        ("http://evil.example:8501", 403),
        ("http://localhost:8501@evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_its_own_pages_connect(origin, answer):
    assert status("websocket", ("host", "localhost:8501"), ("origin", origin)) == answer


def test_a_program_that_names_no_page_connects_and_two_pages_do_not():
    assert status("websocket", ("host", "localhost")) == 200
    own = ("origin", "http://localhost")
    assert status("websocket", ("host", "localhost"), own, own) == 403


def test_the_name_that_sign_in_leads_back_to_is_one_of_its_own():
    hosts = allowed_hosts("", "https://Dashboard.example.nhs.uk:8443/oauth2callback")
    assert "dashboard.example.nhs.uk" in hosts and "" not in hosts


def test_names_and_addresses_can_be_listed():
    assert {"a.nhs.uk", "10.0.0.12", "fd00::1"} <= allowed_hosts(" A.nhs.uk ,10.0.0.12,[fd00::1],")


@pytest.mark.parametrize("listed", ["https://a.nhs.uk", "a.nhs.uk:8501", "*", "*.nhs.uk", "a b", "a/b"])
def test_a_name_that_is_none_is_refused_with_what_is_allowed(listed):
    with pytest.raises(UnusableHost, match="Allowed are names and addresses without scheme"):
        allowed_hosts(listed)


def test_a_host_header_is_read_without_its_port():
    assert host_name("Name.example:80") == "name.example" and host_name("[::1]:80") == "::1"
