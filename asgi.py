"""The dashboard as a web server: security headers, /healthz, and no call to any other host.

``python asgi.py`` serves only this machine, on the port in the variable PORT; ``uvicorn asgi:app`` serves
behind a proxy. Streamlit's other settings are in .streamlit/config.toml.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from pages.shell import hosts
from pages.shell.open_messages import OpenMessages
from pages.shell.open_routes import OpenRoutes
from pages.shell.readers import ReadersOfFiles
from pages.shell.warm_up import warm_up
from pages.shell.way_back import WayBack

TITLE = "ICS strategy and outcomes"
ADDRESS = "127.0.0.1"


def start_page() -> str:
    """Streamlit's start page with our language, title and the address of its server.

    Without the address, a page opened directly (``/metric``) first looks for a server below its own path,
    which leaves an error in the browser's console.
    """
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    root = "/" + (config.get_option("server.baseUrlPath") or "").strip("/")
    server = f'<script>window.__streamlit = {{BACKEND_BASE_URL: window.location.origin + "{root}"}}</script>'
    without_script = f"<noscript><p>{TITLE} needs JavaScript to draw its pages.</p></noscript>"
    for original, replacement in (
        (r'<html lang="en">', '<html lang="en-GB">'),
        (r"<title>Streamlit</title>", f"<title>{TITLE}</title>"),
        (r"<head>", f"<head>{server}"),
        # The interface for programs is closed (pages/shell/open_routes.py): the page does not point to it.
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<noscript>.*?</noscript>", without_script),
    ):
        pieces = re.split(original, page, maxsplit=1, flags=re.DOTALL)
        if len(pieces) != 2:
            raise RuntimeError(
                f"Streamlit's start page no longer contains {original}: update asgi.start_page."
            )
        page = replacement.join(pieces)
    return page


def content_security_policy(page: str) -> str:
    """What a page may load: files of this server and what the page makes itself; never another host.

    The scripts inside ``page`` itself are allowed by their hashes. Streamlit's scripts write styles
    (``unsafe-inline``), components are ``blob:`` modules, and some images and fonts are ``data:``.
    """
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts]
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self' blob:", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "frame-ancestors 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
        )
    )


class StartPageAndHeaders:
    """ASGI middleware: our start page in place of Streamlit's, and security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        page = start_page()
        self.page = page.encode()
        self.headers = {
            "Content-Security-Policy": content_security_policy(page),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if "/media/" not in scope["path"]:
            # A part of Streamlit's start page would be sent in place of ours.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"range"]}
        begun = swapped = False

        async def send_changed(message: Message) -> None:
            nonlocal begun, swapped
            # A connection that is refused is answered too: websocket.http.response.start.
            if message["type"].endswith("http.response.start"):
                begun = True
                headers = MutableHeaders(scope=message)
                swapped = message["status"] == 200 and _is_start_page(scope["path"], headers)
                if swapped:
                    for name in ("etag", "last-modified", "content-encoding", "accept-ranges"):
                        del headers[name]
                    headers["content-length"] = str(len(self.page))
                for name, text in self.headers.items():
                    headers[name] = text
            elif swapped:
                if message.get("more_body", False):
                    return
                message = {
                    "type": "http.response.body",
                    "body": b"" if scope["method"] == "HEAD" else self.page,
                }
            await send(message)

        try:
            await self.app(scope, receive, send_changed)
        except Exception:
            # Starlette would answer from outside of this middleware, without the headers. It logs the error.
            if scope["type"] == "http" and not begun:
                words = "Something went wrong on the server.\n"
                await PlainTextResponse(words, 500)(scope, receive, send_changed)
            raise


def _is_start_page(path: str, headers: MutableHeaders) -> bool:
    """Every page's address returns the start page; other HTML is in the folders of components and files."""
    elsewhere = ("/_stcore/", "/component/", "/media/")
    return headers.get("content-type", "").startswith("text/html") and not path.startswith(elsewhere)


async def healthz(request: Request) -> PlainTextResponse:
    """Answers 200 while the server accepts requests."""
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


# Because of the folder pages/, Streamlit uses its old kind of pages until app.py has run once: the first
# visitor of a new server saw an empty page at /metric.
PagesManager.uses_pages_directory = False


# The settings of sign-in may be outside the project (ICS_SECRETS_FILE) instead of .streamlit/secrets.toml.
if secrets_file := os.environ.get("ICS_SECRETS_FILE"):
    config.set_option("secrets.files", [secrets_file])


def redirect_address() -> str:
    """The dashboard's own address that sign-in returns to; "" where there is no sign-in."""
    if not st.secrets.load_if_toml_exists():
        return ""
    return str(st.secrets.get("auth", {}).get("redirect_uri", ""))


def known_hosts() -> frozenset[str]:
    """The names that this server answers to; a setting that cannot be used ends it with a sentence."""
    try:
        return hosts.allowed_hosts(os.environ.get(hosts.VARIABLE, ""), redirect_address())
    except hosts.UnusableHost as error:
        sys.exit(str(error))


app = st.App(
    Path(__file__).resolve().parent / "app.py",
    routes=[Route("/healthz", healthz)],
    middleware=[
        Middleware(StartPageAndHeaders),
        Middleware(hosts.AllowedHosts, hosts=known_hosts()),
        Middleware(OpenRoutes),
        Middleware(OpenMessages),
        Middleware(ReadersOfFiles),
        Middleware(WayBack, secure=redirect_address().startswith("https:")),
    ],
)


def port_is_free(address: str, port: int) -> bool:
    """Whether a server can listen on this port."""
    # On Linux and macOS this allows a port that a server has just left; on Windows, even a port in use.
    reuse_left_port = sys.platform != "win32"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse_left_port)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def serve(port: int) -> None:
    """Serve on this machine until stopped; exits with a sentence if the port is in use."""
    if not port_is_free(ADDRESS, port):
        sys.exit(
            f"Port {port} of {ADDRESS} is in use. Choose another: python -m threeshifts run --port {port + 1}"
        )
    warm_up()
    app.run(config={"server.address": ADDRESS, "server.port": port})


if __name__ == "__main__":
    serve(int(os.environ.get("PORT", "8501")))
