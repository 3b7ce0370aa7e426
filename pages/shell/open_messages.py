"""Which messages of a browser reach Streamlit: those that draw a page, press a button, fetch a file.

Streamlit also takes messages that no page of this dashboard sends, from anybody: to clear the caches of all
visitors, to name the repository's branch and changed files, to install files in the project's folder.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

_OPEN = {
    "rerun_script",
    "stop_script",
    "app_heartbeat",
    "file_urls_request",
    "deferred_file",
    "dataframe_chunk",
}
_PROTOCOL_ERROR = 1002


class OpenMessages:
    """ASGI middleware: passes over every message that no page of this dashboard sends, and ends a connection
    that sends anything else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_open() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                kind = kind_of(message.get("bytes"))
                if kind is None:
                    # Streamlit would write a traceback to the server's log, as often as anybody likes.
                    await send({"type": "websocket.close", "code": _PROTOCOL_ERROR})
                    return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}
                if kind in _OPEN:
                    return message

        await self.app(scope, receive_open, send)


def kind_of(content: bytes | None) -> str | None:
    """What a message asks for, as "rerun_script" or "deferred_file"; "" for nothing, None for no message."""
    message = BackMsg()
    try:
        message.ParseFromString(content if content is not None else b"\xff")
    except DecodeError:
        return None
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        kind = message.backend_operation_request.WhichOneof("payload")
    return kind or ""
