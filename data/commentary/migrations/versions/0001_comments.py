"""The table of comments: one row per version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = ("ics", "metric_id", "area_code", "version")


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("ics", sa.String(12), nullable=False),
        sa.Column("metric_id", sa.String(80), nullable=False),
        sa.Column("area_code", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("supersedes", sa.Integer),
        sa.Column("means", sa.Text, nullable=False),
        sa.Column("doing", sa.Text, nullable=False),
        sa.Column("period_label", sa.String(80), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("account", sa.String(320), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="one_row_a_version"),
        # Versions are 1, 2, 3 without a gap: each version after the first supersedes an existing one.
        sa.CheckConstraint(
            "(version = 1 AND supersedes IS NULL) OR "
            "(version > 1 AND supersedes IS NOT NULL AND supersedes = version - 1)",
            name="supersedes_the_one_before",
        ),
        sa.ForeignKeyConstraint(
            (*_KEY[:3], "supersedes"),
            [f"comments.{column}" for column in _KEY],
            name="the_one_before_is_there",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("comments_by_area", "comments", ["area_code", "metric_id", "version"])
