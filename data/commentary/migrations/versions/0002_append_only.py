"""Comments cannot be changed or deleted: the database itself refuses it."""

from alembic import op

revision = "0002"
down_revision = "0001"

_WORDS = "comments are kept for good: write a new version instead"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_comments() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER comments_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON comments "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_comments()"
        )
        return
    for operation in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER comments_are_kept_{operation.lower()} BEFORE {operation} ON comments "
            f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        )
    # INSERT OR REPLACE would delete the old row without firing the trigger above.
    op.execute(
        "CREATE TRIGGER comments_are_kept_replace BEFORE INSERT ON comments "
        "WHEN EXISTS (SELECT 1 FROM comments WHERE ics = NEW.ics "
        "AND metric_id = NEW.metric_id AND area_code = NEW.area_code "
        f"AND version = NEW.version) BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    )
