"""A guard that lets a process talk to its own machine only, and remembers what else it tried.

``python -m tests.lib.loopback FILE`` runs a Python file under the guard, for servers started by a test.
"""

from __future__ import annotations

import ipaddress
import runpy
import socket
import sys
from pathlib import Path


class OutsideCall(RuntimeError):
    """Something tried to reach another machine."""


attempts: list[str] = []
"""Every host that this process tried to reach, in order; the library that did may have hidden the error."""

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def is_loopback(host: object) -> bool:
    """Is this host the machine itself? Names are not looked up: only ``localhost`` passes."""
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text in {"localhost", "", "None"}:
        return True
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    attempts.append(str(host))
    raise OutsideCall(
        f"A call to {host} was refused: tests and the dashboard work without any other machine."
    )


def _guarded(connect):
    def connect_to_loopback(self: socket.socket, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            _refuse(address[0])
        return connect(self, address)

    return connect_to_loopback


def _look_up_loopback(host, *arguments, **options):
    if not is_loopback(host):
        _refuse(host)
    return _getaddrinfo(host, *arguments, **options)


def block() -> None:
    """Refuse, from now on and in this process, every connection and name look-up beyond loopback."""
    socket.socket.connect = _guarded(_connect)
    socket.socket.connect_ex = _guarded(_connect_ex)
    socket.getaddrinfo = _look_up_loopback


if __name__ == "__main__":
    block()
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(Path(sys.argv[0]).resolve().parent))
    runpy.run_path(sys.argv[0], run_name="__main__")
