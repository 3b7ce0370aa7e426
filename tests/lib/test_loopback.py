"""The guard itself: it lets nothing out, and remembers what tried."""

from __future__ import annotations

import socket

import pytest

from tests.lib import loopback


@pytest.fixture
def noted():
    """What the guard has noted in this test, taken away again so that the test itself does not count."""
    before = len(loopback.attempts)
    yield lambda: loopback.attempts[before:]
    del loopback.attempts[before:]


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_another_machine_cannot_be_reached(noted, host: str) -> None:
    with pytest.raises(loopback.OutsideCall):
        socket.create_connection((host, 80), timeout=1)
    assert noted() == [host]


def test_an_attempt_is_noted_even_where_its_error_is_swallowed(noted) -> None:
    try:
        socket.getaddrinfo("example.org", 443)
    except RuntimeError:
        pass
    assert noted() == ["example.org"]


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
