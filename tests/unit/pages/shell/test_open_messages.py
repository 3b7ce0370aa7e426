"""Of a browser's messages those reach Streamlit that a page of this dashboard sends."""

from __future__ import annotations

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.shell.open_messages import _OPEN, OpenMessages, kind_of


def is_open(content: bytes) -> bool:
    return kind_of(content) in _OPEN


def message(kind: str, operation: str = "") -> bytes:
    made = BackMsg()
    if operation:
        getattr(made.backend_operation_request, operation).SetInParent()
    elif made.DESCRIPTOR.fields_by_name[kind].message_type is None:
        setattr(made, kind, True)
    else:
        getattr(made, kind).SetInParent()
    return made.SerializeToString()


@pytest.mark.parametrize("kind", ["rerun_script", "stop_script", "app_heartbeat", "file_urls_request"])
def test_what_pages_send_is_open(kind):
    assert is_open(message(kind))


def test_a_file_that_a_button_asks_for_is_open():
    assert is_open(message("backend_operation_request", "deferred_file"))


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "load_git_info",
        "set_run_on_save",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    ],
)
def test_what_no_page_sends_is_closed(kind):
    assert not is_open(message(kind))


@pytest.mark.parametrize("operation", ["install_skills", "dismiss_skills_nudge"])
def test_nothing_is_written_to_the_server_on_a_message(operation):
    assert not is_open(message("backend_operation_request", operation))


def test_each_kind_that_there_is_was_looked_at():
    """A new kind is closed until somebody opens it."""
    kinds = {field.name for field in BackMsg.DESCRIPTOR.fields}
    assert {kind for kind in kinds if kind != "backend_operation_request" and is_open(message(kind))} == {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
    }


def exchange(*sent: dict) -> tuple[list[dict], list[dict]]:
    """What arrives of a browser's messages, and what is answered."""
    waiting, arrived, answered = iter(sent), [], []

    async def app(scope, receive, send) -> None:
        while not arrived or arrived[-1]["type"] != "websocket.disconnect":
            arrived.append(await receive())

    async def receive() -> dict:
        return next(waiting)

    async def send(message: dict) -> None:
        answered.append(message)

    asyncio.run(OpenMessages(app)({"type": "websocket"}, receive, send))
    return arrived, answered


def test_closed_messages_are_passed_over_and_the_rest_arrives_in_order():
    sent = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": message("clear_cache")},
        {"type": "websocket.receive", "bytes": message("app_heartbeat")},
        {"type": "websocket.receive", "bytes": b""},
        {"type": "websocket.disconnect"},
    ]
    assert exchange(*sent) == ([sent[0], sent[2], sent[4]], [])


@pytest.mark.parametrize("content", [{"text": "a text frame"}, {"bytes": b"\xff\xff"}, {}])
def test_what_is_no_message_ends_the_connection(content):
    arrived, answered = exchange({"type": "websocket.receive", **content})
    assert [message["type"] for message in arrived] == ["websocket.disconnect"]
    assert answered == [{"type": "websocket.close", "code": 1002}]
