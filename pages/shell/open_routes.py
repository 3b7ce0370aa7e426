"""Which of Streamlit's internal addresses are open: those that a browser needs, and no other."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Health, settings of the browser's part, the connection that draws pages, uploads, components. Closed are
# metrics (memory and sessions of the server), the check that runs a page, and the interface for programs.
_OPEN = ("health", "host-config", "stream")
_OPEN_BELOW = ("upload_file/", "bidi-components/")
_INTERNAL = "/_stcore"


class OpenRoutes:
    """ASGI middleware: 404 for every internal address of Streamlit that a browser does not need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not is_open(scope["path"], scope["type"]):
            await PlainTextResponse("There is nothing at this address.\n", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_open(path: str, kind: str = "http") -> bool:
    """Whether a path is one of a page or file, or an internal one that is open; for a "websocket", whether
    it is the one that draws pages.
    """
    _, internal, rest = path.partition(_INTERNAL)
    rest = rest.removeprefix("/")
    if kind == "websocket":
        return rest == "stream"
    if not internal:
        return True
    return rest in _OPEN or rest.startswith(_OPEN_BELOW)
