"""A limit on the seconds that a piece of work may take."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class TookTooLong(ValueError):
    """The work was stopped; the message says after how long and what to change."""


class _TimeIsUp(BaseException):
    """Not an Exception, so that no code inside the work mistakes it for a failure of its own."""


@contextmanager
def at_most(seconds: float | None, stop: Callable[[], None]) -> Iterator[None]:
    """Stop the work inside after ``seconds`` (None: never).

    ``stop`` is called from another thread and ends a query. Work in Python ends at its next call of a
    function: this thread looks at the clock there, which costs a tenth of its time at most.
    """
    if seconds is None:
        yield
        return
    end = time.monotonic() + seconds

    def look_at_the_clock(frame, event, argument) -> None:
        if time.monotonic() > end:
            raise _TimeIsUp

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    before = sys.gettrace()
    sentence = (
        f"It takes longer than {seconds:g} seconds and was stopped. Name fewer levels, sexes or years, or a "
        "simpler where."
    )
    timer.start()
    sys.settrace(look_at_the_clock)
    try:
        yield
    except _TimeIsUp:
        raise TookTooLong(sentence) from None
    except Exception as error:
        if time.monotonic() > end:
            raise TookTooLong(sentence) from error
        raise
    finally:
        sys.settrace(before)
        timer.cancel()
