"""Writes a new version of a comment. No code, here or elsewhere, changes or deletes an earlier version."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from data.commentary.database import connected
from data.commentary.errors import CommentaryError, TextRefused, WrittenMeanwhile
from data.commentary.migrating import check_revision, migrate_within
from data.commentary.reading import versions_within
from data.commentary.schema import Comment, comments
from data.commentary.text import length_problems, problems, tidy


def write(
    metric_id: str,
    area_code: str,
    means: str,
    doing: str,
    *,
    ics: str,
    author: str,
    account: str,
    seen: int,
    period_label: str = "",
) -> Comment:
    """Store a new version and return it; from then on it survives a crash of the program and the database.

    ``seen`` is the version that the writer has read (0: none). Raises TextRefused, WrittenMeanwhile (another
    person wrote after ``seen``), or CommentaryError. The same text sent twice is stored once.
    """
    if too_long := length_problems(means, doing):
        raise TextRefused(too_long)
    means, doing = tidy(means), tidy(doing)
    if text_problems := problems(means, doing):
        raise TextRefused(text_problems)
    return _keep(_drafted(metric_id, area_code, means, doing, ics, author, account, seen, period_label))


def withdraw(
    metric_id: str,
    area_code: str,
    *,
    ics: str,
    author: str,
    account: str,
    seen: int,
    period_label: str = "",
) -> Comment:
    """Withdraw a comment by a new version without text. Earlier versions stay readable."""
    if not seen:
        raise CommentaryError("There is no comment to withdraw.")
    return _keep(_drafted(metric_id, area_code, "", "", ics, author, account, seen, period_label))


def _drafted(metric_id, area_code, means, doing, ics, author, account, seen, period_label) -> Comment:
    if not author.strip() or not account.strip():
        raise CommentaryError("A comment needs an author with a name and an account.")
    return Comment(
        metric_id=metric_id,
        area_code=area_code,
        version=seen + 1,
        means=means,
        doing=doing,
        author=tidy(author[:1_000]).replace("\n", " ")[:200],
        account=account.strip()[:320],
        written_at=datetime.now(UTC),
        ics=ics,
        period_label=period_label,
        supersedes=seen or None,
    )


def _keep(draft: Comment) -> Comment:
    seen = draft.version - 1
    try:
        with connected(writing=True) as connection:
            if connection.dialect.name == "sqlite":
                # A SQLite file is created and migrated by its first writer. A server's tables are not, since
                # the account of the pages need not be allowed to change them.
                migrate_within(connection)
            else:
                check_revision(connection)
            existing = versions_within(connection, draft.metric_id, draft.area_code, draft.ics)
            if existing and existing[0].version > seen:
                return _already_kept(existing[0], draft)
            if seen and (not existing or existing[0].version < seen):
                raise CommentaryError(f"There is no version {seen} to follow. Reload the page.")
            connection.execute(sa.insert(comments).values(**asdict(draft)))
    except sa.exc.IntegrityError:
        # Two writers on a server passed the check above at the same time: the primary key let only one write.
        with connected() as connection:
            existing = versions_within(connection, draft.metric_id, draft.area_code, draft.ics)
        if not existing or existing[0].version <= seen:
            raise CommentaryError("The database refuses this version. Nothing was saved.") from None
        return _already_kept(existing[0], draft)
    return draft


def _already_kept(newest: Comment, draft: Comment) -> Comment:
    """The newest version if it is this same draft, sent before; else raises WrittenMeanwhile."""
    if replace(newest, written_at=draft.written_at, author=draft.author) == draft:
        return newest
    raise WrittenMeanwhile(newest, draft.version - 1)
