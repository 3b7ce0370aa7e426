"""Previews one at a time, in the order in which they were requested.

A preview uses a processor for seconds, and everyone else's pages need one too. A visitor who waits sees their
position, and one who asks again goes to the end, so that no one can block the queue.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MAX_WAITING = 20
_SECONDS_BETWEEN_REPORTS = 1.0


class QueueFull(RuntimeError):
    """Too many previews are waiting; the message says so."""


class PreviewQueue:
    """First come, first served; safe to use from several threads."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self.max_waiting = max_waiting
        self._tickets: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, report_place: Callable[[int], None]) -> Iterator[None]:
        """Wait until it is this caller's turn, and keep the others waiting until the ``with`` ends.

        ``report_place`` is called with the number of previews ahead each time it is looked at; whatever it
        raises (a visitor who has left) gives the place up. Raises QueueFull.
        """
        ticket = object()
        with self._changed:
            if len(self._tickets) > self.max_waiting:
                raise QueueFull(
                    f"{self.max_waiting} previews are waiting already. Try again in some minutes."
                )
            self._tickets.append(ticket)
        try:
            while ahead := self._ahead(ticket):
                report_place(ahead)
                with self._changed:
                    self._changed.wait_for(lambda: self._tickets[0] is ticket, _SECONDS_BETWEEN_REPORTS)
            yield
        finally:
            with self._changed:
                self._tickets.remove(ticket)
                self._changed.notify_all()

    def _ahead(self, ticket: object) -> int:
        with self._changed:
            return self._tickets.index(ticket)
