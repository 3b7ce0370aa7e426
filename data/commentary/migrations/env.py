"""Alembic's entry point: migrates on the connection that data.commentary.migrating provides."""

from alembic import context

from data.commentary.schema import REVISION_TABLE, comments

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=comments.metadata,
    version_table=REVISION_TABLE,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
