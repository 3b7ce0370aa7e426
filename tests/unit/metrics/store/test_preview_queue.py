"""Previews come one at a time, in the order of the requests."""

from __future__ import annotations

import threading

import pytest

from metrics.store.preview_queue import PreviewQueue, QueueFull


class _Left(Exception):
    """The visitor has closed the page."""


def nothing(ahead: int) -> None:
    """A place that nobody looks at."""


def test_each_waits_for_those_before_and_knows_its_place():
    queue, order, places = PreviewQueue(), [], {}
    waits = [threading.Event() for _ in range(3)]

    def ask(number: int) -> None:
        def report_place(ahead: int) -> None:
            places.setdefault(number, ahead)
            waits[number].set()

        with queue.turn(report_place):
            order.append(number)

    with queue.turn(nothing):
        threads = []
        for number in range(3):
            threads.append(threading.Thread(target=ask, args=(number,)))
            threads[-1].start()
            assert waits[number].wait(30)
        assert order == []
    for thread in threads:
        thread.join(30)
    assert order == [0, 1, 2]
    assert places == {0: 1, 1: 2, 2: 3}


def test_a_visitor_who_leaves_gives_the_place_up():
    queue = PreviewQueue()

    def leave(ahead: int) -> None:
        raise _Left

    with queue.turn(nothing):
        with pytest.raises(_Left), queue.turn(leave):
            pass
    with queue.turn(leave):
        pass


def test_a_preview_that_fails_lets_the_next_one_begin():
    queue = PreviewQueue()
    with pytest.raises(ValueError), queue.turn(nothing):
        raise ValueError
    with queue.turn(nothing):
        pass


def test_a_full_queue_says_so():
    queue = PreviewQueue(max_waiting=0)
    with queue.turn(nothing), pytest.raises(QueueFull, match="0 previews are waiting"), queue.turn(nothing):
        pass
