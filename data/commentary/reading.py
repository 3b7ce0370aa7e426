"""Reads comments: the newest of a metric, those of all metrics of an area, and every version.

No reader waits longer than a second: after that the database counts as unreachable, and for some seconds
it is not queried again.
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

TIMEOUT_SECONDS = 0.8
RETRY_SECONDS = 15
Answer = TypeVar("Found")

# A lookup of a host's name cannot be interrupted, so a thread waits for it.
_readers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="commentary")
_retry_at = 0.0


def newest(metric_id: str, area_code: str, ics: str | None = None) -> Comment | None:
    """The current comment; None where there is none or it was withdrawn. Raises CommentaryError.

    ``ics`` (NHS code) is needed only where two systems share an area.
    """
    comment_versions = versions(metric_id, area_code, ics)
    return comment_versions[0] if comment_versions and not comment_versions[0].is_withdrawn else None


def newest_of(area_code: str, ics: str | None = None) -> dict[str, Comment]:
    """The current comments of an area by metric id, without withdrawn ones. Raises CommentaryError."""
    current = {}
    for comment in _read(_of_system(ics).where(comments.c.area_code == area_code)):
        current[comment.metric_id] = comment
    return {metric_id: comment for metric_id, comment in sorted(current.items()) if not comment.is_withdrawn}


def versions(metric_id: str, area_code: str, ics: str | None = None) -> list[Comment]:
    """Every version, the newest first, including withdrawals. Raises CommentaryError."""
    return _read(_of_system(ics).where(comments.c.metric_id == metric_id, comments.c.area_code == area_code))[
        ::-1
    ]


def every_version() -> list[Comment]:
    """Every version of every comment, by system, metric, area and version. Raises CommentaryError."""
    everything = _read_all(sa.select(comments))
    return sorted(
        everything, key=lambda comment: (comment.ics, comment.metric_id, comment.area_code, comment.version)
    )


def versions_within(connection: sa.Connection, metric_id: str, area_code: str, ics: str) -> list[Comment]:
    """As ``versions``, in a transaction that is already open."""
    query = _of_system(ics).where(comments.c.metric_id == metric_id, comments.c.area_code == area_code)
    return [Comment(**row._mapping) for row in connection.execute(query)][::-1]


def _of_system(ics: str | None) -> sa.Select:
    query = sa.select(comments).order_by(comments.c.version)
    return query if ics is None else query.where(comments.c.ics == ics)


def _read_all(query: sa.Select) -> list[Comment]:
    if is_absent():
        return []
    with connected() as connection:
        check_revision(connection)
        return [Comment(**row._mapping) for row in connection.execute(query)]


def _read(query: sa.Select) -> list[Comment]:
    return _within_a_second(lambda: _read_all(query))


def _within_a_second(work: Callable[[], Answer]) -> Answer:
    global _retry_at
    unreachable = "The commentary cannot be read now: its database does not answer."
    if time.monotonic() < _retry_at:
        raise CommentaryError(unreachable)
    answer = _readers.submit(work)
    try:
        return answer.result(timeout=TIMEOUT_SECONDS)
    except TimeoutError:
        answer.cancel()
        _retry_at = time.monotonic() + RETRY_SECONDS
        raise CommentaryError(unreachable) from None
