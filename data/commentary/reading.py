"""Reads comments: the newest of a metric, of all metrics of an area, and every version there was.

No reader waits longer than a second: after that the database counts as out of reach, and for some seconds
nobody asks it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import sqlalchemy as sa

from data.commentary.database import connected, is_absent
from data.commentary.errors import CommentaryError
from data.commentary.migrating import check_revision
from data.commentary.schema import Comment, comments

SECONDS = 0.8
SECONDS_OF_REST = 15
Found = TypeVar("Found")

# Looking up a host's name cannot be cut short, so the wait is that of a thread.
_readers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="commentary")
_rest_until = 0.0


def newest(metric_id: str, area_code: str, ics: str | None = None) -> Comment | None:
    """The comment in force; None where there is none or it was withdrawn. Raises CommentaryError.

    ``ics`` (NHS code) is needed only where two systems share an area.
    """
    found = versions(metric_id, area_code, ics)
    return found[0] if found and not found[0].is_withdrawn else None


def newest_of(area_code: str, ics: str | None = None) -> dict[str, Comment]:
    """The comments in force of an area by metric id; withdrawn ones are left out. Raises CommentaryError."""
    in_force = {}
    for one in _asked(_of_system(ics).where(comments.c.area_code == area_code)):
        in_force[one.metric_id] = one
    return {metric_id: one for metric_id, one in sorted(in_force.items()) if not one.is_withdrawn}


def versions(metric_id: str, area_code: str, ics: str | None = None) -> list[Comment]:
    """Every version, the newest first, withdrawals among them. Raises CommentaryError."""
    return _asked(
        _of_system(ics).where(comments.c.metric_id == metric_id, comments.c.area_code == area_code)
    )[::-1]


def every_version() -> list[Comment]:
    """All that was ever written, by system, metric, area and version. Raises CommentaryError."""
    found = _answered(sa.select(comments))
    return sorted(found, key=lambda one: (one.ics, one.metric_id, one.area_code, one.version))


def versions_within(connection: sa.Connection, metric_id: str, area_code: str, ics: str) -> list[Comment]:
    """As ``versions``, in a transaction that is open already."""
    query = _of_system(ics).where(comments.c.metric_id == metric_id, comments.c.area_code == area_code)
    return [Comment(**row._mapping) for row in connection.execute(query)][::-1]


def _of_system(ics: str | None) -> sa.Select:
    query = sa.select(comments).order_by(comments.c.version)
    return query if ics is None else query.where(comments.c.ics == ics)


def _answered(query: sa.Select) -> list[Comment]:
    if is_absent():
        return []
    with connected() as connection:
        check_revision(connection)
        return [Comment(**row._mapping) for row in connection.execute(query)]


def _asked(query: sa.Select) -> list[Comment]:
    return _within_a_second(lambda: _answered(query))


def _within_a_second(work: Callable[[], Found]) -> Found:
    global _rest_until
    unreachable = "The commentary cannot be read now: its database does not answer."
    if time.monotonic() < _rest_until:
        raise CommentaryError(unreachable)
    answer = _readers.submit(work)
    try:
        return answer.result(timeout=SECONDS)
    except TimeoutError:
        answer.cancel()
        _rest_until = time.monotonic() + SECONDS_OF_REST
        raise CommentaryError(unreachable) from None
