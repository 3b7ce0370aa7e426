"""What Python itself tells of code that acts: files, imports, programs, connections."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ACTS = (
    "exec",
    "import",
    "open",
    "os.",
    "subprocess.",
    "socket.",
    "shutil.",
    "ctypes.",
    "pickle.",
    "marshal.",
)
_ACTS += (
    "builtins.input",
    "builtins.breakpoint",
    "code.",
    "http.",
    "pty.",
    "tempfile.",
    "glob.",
    "urllib.",
    "webbrowser.",
    "sqlite3.",
    "mmap.",
    "signal.",
)
_watchers: list[list[str]] = []


@contextmanager
def watched() -> Iterator[list[str]]:
    """Events that happen inside; parsing text (compile without a file) is none."""
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_hook)
    events: list[str] = []
    _watchers.append(events)
    try:
        yield events
    finally:
        _watchers.remove(events)


@contextmanager
def nothing_happens() -> Iterator[None]:
    """Fail where anything happens inside."""
    with watched() as events:
        yield
    assert events == [], events


_hooked: list[bool] = []


def _hook(event: str, arguments: tuple) -> None:
    # A hook stays until Python ends: asleep, it must cost next to nothing.
    if not _watchers:
        return
    # Python looks for the line of a syntax error in the file that the text is said to come from: the empty
    # device.
    if event == "open" and arguments[:2] == (os.devnull, "rb"):
        return
    if event.startswith(_ACTS) or event == "compile" and arguments[1] != os.devnull:
        for events in _watchers:
            events.append(f"{event} {str(arguments)[:200]}")
