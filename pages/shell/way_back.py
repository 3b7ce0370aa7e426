"""Brings whoever signs in or out back to the page they came from; Streamlit leads to the first page."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "_way_back"
_LEAVING = ("/auth/login", "/auth/logout")
_BACK = "/oauth2callback"
_SECONDS = 600


class WayBack:
    """ASGI middleware: remembers the page in a cookie for ten minutes, and redirects there instead of home.

    ``secure`` marks the cookies of sign-in for HTTPS alone, which Streamlit leaves out.
    """

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith((*_LEAVING, _BACK)):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        leaving = path.endswith(_LEAVING)
        page = _left(headers) if leaving else _remembered(headers)
        home = path[: -len(next(ending for ending in (*_LEAVING, _BACK) if path.endswith(ending)))] + "/"

        async def send_changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if page and answer.get("location") == home:
                    answer["location"] = page
                elif leaving and page:
                    answer.append("set-cookie", _cookie(quote(page, safe=""), _SECONDS))
                if not leaving:
                    answer.append("set-cookie", _cookie("", 0))
                if self.secure:
                    message["headers"] = [(name, _secured(name, value)) for name, value in answer.raw]
            await send(message)

        await self.app(scope, receive, send_changed)


def is_page(address: str) -> bool:
    """Whether an address is a path of this server, and can lead nowhere else."""
    return (
        address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and address.isascii()
        and address.isprintable()
        and len(address) <= 1_500
        and not urlsplit(address).path.endswith((*_LEAVING, _BACK))
    )


def _left(headers: Headers) -> str:
    came_from = urlsplit(headers.get("referer", ""))
    page = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return page if came_from.netloc == headers.get("host") and is_page(page) else ""


def _remembered(headers: Headers) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    page = unquote(cookie.value) if cookie else ""
    return page if is_page(page) else ""


def _cookie(value: str, seconds: int) -> str:
    return f"{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _secured(name: bytes, value: bytes) -> bytes:
    return value + b"; Secure" if name == b"set-cookie" and b"; secure" not in value.lower() else value
