"""Who may read: everybody, or with ICS_READERS=listed only people of the roles file. Pages, files and
downloads ask the same question, each at its own moment.
"""

from __future__ import annotations

import json
import os

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from pages.shell import frame
from pages.shell.sign_in import Visitor, draw_sign_in, is_configured, visitor, visitor_of
from pages.shell.system import DEFAULT_ICS

VARIABLE = "ICS_READERS"


def is_for_listed() -> bool:
    """Whether only listed people read. A word that is not known closes the dashboard, too."""
    return os.environ.get(VARIABLE, "").strip().lower() not in ("", "everybody")


def may_read(who: Visitor) -> bool:
    """Whether this visitor may read now; the roles file was read for ``who``."""
    return bool(who.entries) or not is_for_listed()


def stop_unless_reader() -> None:
    """Draw why, and the way to sign in, and stop the page, for whoever may not read it."""
    if not is_for_listed() or may_read(who := visitor()):
        return
    if who.is_signed_in:
        deck = f"{who.name} is not on this dashboard's list of readers. Please contact whoever runs it."
    elif is_configured():
        deck = "Sign in with an account that is on its list of readers."
    else:
        deck = "Sign-in is not set up yet. Please contact whoever runs this dashboard."
    frame.finding("This dashboard is for listed readers", deck)
    draw_sign_in(DEFAULT_ICS)
    frame.page_ready("closed")
    st.stop()


class ReadersOfFiles:
    """ASGI middleware: 403 for the files of pages (pictures, downloads) where a request is no reader's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "/media/" in scope["path"] and is_for_listed():
            if not may_read(visitor_of(claims_of(Headers(scope=scope).get("cookie", "")))):
                words = "This file is for listed readers. Sign in on the page that it belongs to.\n"
                await PlainTextResponse(words, 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def claims_of(cookies: str) -> dict:
    """The claims of the sign-in in a Cookie header; empty unless this server signed them."""
    signed = _get_signed_cookie_with_chunks(cookie_parser(cookies), USER_COOKIE_NAME)
    return json.loads(signed) if signed else {}
