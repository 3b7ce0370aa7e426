"""Migrates the commentary's tables to the version that this code uses, step by step (Alembic)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.commentary.database import connected
from data.commentary.errors import CommentaryError
from data.commentary.schema import REVISION_TABLE

_FOLDER = Path(__file__).parent / "migrations"
# Any number, the same in every process: the process with this lock migrates, the others wait.
_LOCK = 706_401_512
COMMAND = "python -m data commentary migrate"


@cache
def revisions() -> tuple[str, ...]:
    """All revisions that this code knows, the oldest first."""
    scripts = ScriptDirectory(str(_FOLDER)).walk_revisions()
    return tuple(reversed([script.revision for script in scripts]))


def revision_of(connection: sa.Connection) -> str | None:
    """The current revision of the database; None before the first migration."""
    context = MigrationContext.configure(connection, opts={"version_table": REVISION_TABLE})
    return context.get_current_revision()


def check_revision(connection: sa.Connection) -> None:
    """Raises CommentaryError with a sentence where the tables do not have this code's revision."""
    revision = revision_of(connection)
    if revision == revisions()[-1]:
        return
    if revision is None:
        raise CommentaryError(f"The commentary has no tables yet. Create them with: {COMMAND}")
    if revision in revisions():
        raise CommentaryError(
            f"The commentary's tables have an earlier version. Migrate them with: {COMMAND}"
        )
    raise CommentaryError(
        f"The commentary's tables have a newer version ({revision}) than this dashboard ({revisions()[-1]}): "
        f"nothing is read or written. Update the dashboard."
    )


def migrate(to: str = "head") -> tuple[str | None, str | None]:
    """Migrate and return the revisions before and after; raises CommentaryError.

    Safe to run twice at once: SQLite's lock of writers or PostgreSQL's advisory lock makes the second run
    wait, and then it has nothing to do. One transaction: all migrations or none.
    """
    with connected(writing=True) as connection:
        return migrate_within(connection, to)


def migrate_within(connection: sa.Connection, to: str = "head") -> tuple[str | None, str | None]:
    """As ``migrate``, in a transaction that is already open; on SQLite it must have the lock of writers."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before = revision_of(connection)
    if before == revisions()[-1]:
        return before, before
    if before is not None and before not in revisions():
        check_revision(connection)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return before, revision_of(connection)
