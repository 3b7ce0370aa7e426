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
    "backend_operation_request",
}
_OPEN_OPERATIONS = {"deferred_file", "dataframe_chunk"}


class OpenMessages:
    """ASGI middleware: passes over every message of a connection that no page of this dashboard sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_open() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or is_open(message.get("bytes") or b""):
                    return message

        await self.app(scope, receive_open, send)


def is_open(content: bytes) -> bool:
    """Whether a message is one that pages send. What is no message at all ends the connection later."""
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _OPEN_OPERATIONS
    return kind is None or kind in _OPEN
