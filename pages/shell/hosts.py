"""Which names this server answers to, and the check that only its own pages open the connection that draws
them.

A page of a stranger can point its own name at this machine's address and then read what the server sends to
it: a request must therefore name a host that this server is known by. ICS_HOSTS lists the names beyond this
machine's own, separated by commas. What a proxy writes into X-Forwarded-Host is not believed.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

VARIABLE = "ICS_HOSTS"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_NAME = r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?"
_HOST = re.compile(rf"(?:(?P<name>{_NAME})\.?|\[(?P<address>[0-9a-f:.]+)\])(?::[0-9]{{1,5}})?", re.ASCII)
_LISTED = re.compile(rf"{_NAME}|[0-9a-f]*:[0-9a-f:.]+", re.ASCII)


class UnusableHost(ValueError):
    """A name that ICS_HOSTS lists cannot be one; the message says which, and what is allowed."""


def allowed_hosts(listed: str = "", redirect_address: str = "") -> frozenset[str]:
    """Loopback, this machine's name, the host that sign-in leads back to, and those ``listed``.

    Raises UnusableHost.
    """
    names = [name.strip().lower().strip("[]") for name in listed.split(",") if name.strip()]
    for name in names:
        if not _LISTED.fullmatch(name):
            raise UnusableHost(
                f"{VARIABLE} lists {name[:80]!r}, which is no host name. Allowed are names and addresses "
                "without scheme, port or path, separated by commas: dashboard.example.nhs.uk,10.0.0.12"
            )
    own = (socket.gethostname().lower(), urlsplit(redirect_address).hostname or "")
    return frozenset(name for name in (*LOOPBACK, *own, *names) if name)


def host_name(header: str) -> str:
    """The name in a Host header, in small letters and without port; "" where it is none."""
    parts = _HOST.fullmatch(header.lower())
    return (parts["name"] or parts["address"]) if parts else ""


class AllowedHosts:
    """ASGI middleware: 400 for a host that is not in ``hosts``, 403 for a connection from another's page."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or host_name(hosts[0]) not in self.hosts:
            words = (
                "This server does not answer to the host name of this request. "
                f"Whoever runs it can add the name to {VARIABLE}.\n"
            )
            await PlainTextResponse(words, 400)(scope, receive, send)
        elif scope["type"] == "websocket" and not _is_of(hosts[0], scope):
            words = "Only pages of this server open this connection.\n"
            await PlainTextResponse(words, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_of(host: str, scope: Scope) -> bool:
    """Whether the page that connects is this server's. Programs other than browsers name no page.

    Streamlit, asked about the page of another host, would ask a server on the internet for its own address.
    """
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    return not origins or (len(origins) == 1 and urlsplit(origins[0]).netloc.lower() == host.lower())
