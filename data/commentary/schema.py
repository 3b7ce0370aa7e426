"""A comment, and the one table of all versions of all comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

REVISION_TABLE = "commentary_revision"


class Moment(sa.types.TypeDecorator):
    """A time in UTC. SQLite has no time zones: there it is stored without one, and read as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


comments = sa.Table(
    "comments",
    sa.MetaData(),
    sa.Column("ics", sa.String(12), primary_key=True),
    sa.Column("metric_id", sa.String(80), primary_key=True),
    sa.Column("area_code", sa.String(80), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("supersedes", sa.Integer),
    sa.Column("means", sa.Text, nullable=False),
    sa.Column("doing", sa.Text, nullable=False),
    sa.Column("period_label", sa.String(80), nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("account", sa.String(320), nullable=False),
    sa.Column("written_at", Moment, nullable=False),
)


@dataclass(frozen=True)
class Comment:
    """One version of an owner's comment about a metric in one area.

    means, doing: plain text with line breaks; both empty where the comment was withdrawn.
    author: the name as shown. account: the account that the author signed in with; not shown on pages.
    period_label: the period of the newest figure when it was written ("" if there was none).
    written_at: in UTC, with its zone. supersedes: the version before, None for the first.
    """

    metric_id: str
    area_code: str
    version: int
    means: str
    doing: str
    author: str
    written_at: datetime
    ics: str = ""
    account: str = ""
    period_label: str = ""
    supersedes: int | None = None

    @property
    def is_withdrawn(self) -> bool:
        return not self.means and not self.doing
