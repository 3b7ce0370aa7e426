"""Databases for the tests of the commentary: SQLite and PostgreSQL, a new one for each test."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from data.commentary import database, migrating, reading
from tests.lib.postgresql import PASSWORD


@pytest.fixture(params=("sqlite", "postgresql"))
def empty(request, tmp_path, monkeypatch):
    """A database of each kind without a table; gives its URL."""
    monkeypatch.setattr(reading, "_retry_at", 0.0)
    monkeypatch.setenv(database.PASSWORD_VARIABLE, PASSWORD)
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/kept/commentary.sqlite3"
    else:
        server = request.getfixturevalue("postgresql_server")
        name = f"kept_{uuid4().hex}"
        root = sa.URL.create("postgresql+pg8000", "keeper", PASSWORD, server.host, server.port, "postgres")
        engine = sa.create_engine(root, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        url = f"postgresql+pg8000://keeper@{server.host}:{server.port}/{name}"
    monkeypatch.setenv(database.URL_VARIABLE, url)
    yield url
    database.close()


@pytest.fixture
def kept(empty):
    """The same with its tables, at the newest version."""
    migrating.migrate()
    return empty
