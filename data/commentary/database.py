"""The database of the commentary: where it is, how it is opened, and the messages where that fails.

SQLite in a folder of its own, or what ICS_COMMENTARY_URL names (postgresql+pg8000://user@host/database).
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from data.commentary.errors import CommentaryError
from data.paths import PROJECT_FOLDER

# A driver's whole errors may quote the text of a comment.
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

URL_VARIABLE, PASSWORD_VARIABLE = "ICS_COMMENTARY_URL", "ICS_COMMENTARY_PASSWORD"
FOLDER_VARIABLE = "ICS_COMMENTARY_FOLDER"
# How long a writer waits for another writer, and a driver for its server.
SECONDS_TO_WAIT = 5
_UNCERTAIN = (
    "It is not known whether the version was kept: look at the newest version before you write again."
)
# Classes of SQLSTATE of pg8000 whose cause can be named without quoting the error.
_CAUSES = {
    "28": "the user or password is refused",
    "3D": "there is no such database",
    "42": "the tables do not exist, or the user may not use them",
    "53": "the server has too many connections",
    "57": "the server is starting or stopping",
}


def default_file() -> Path:
    """The SQLite file to use without a URL; not in a folder that make clean or a refresh empties."""
    folder = os.environ.get(FOLDER_VARIABLE, PROJECT_FOLDER / "data" / "commentary_kept")
    return Path(folder) / "commentary.sqlite3"


def database_url() -> sa.URL:
    """The URL of the database with its password; raises CommentaryError where it cannot be used."""
    address = os.environ.get(URL_VARIABLE, "").strip()
    if not address:
        return sa.URL.create("sqlite", database=str(default_file()))
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        raise CommentaryError(
            f"{URL_VARIABLE} is not the address of a database; allowed are postgresql+pg8000://user@host:5432/"
            f"database and sqlite:////folder/commentary.sqlite3."
        ) from None
    if url.drivername not in ("sqlite", "postgresql+pg8000") or url.database in (None, "", ":memory:"):
        raise CommentaryError(
            f"{URL_VARIABLE} names {url.drivername} {'and no database' if not url.database else ''}".rstrip()
            + "; allowed are postgresql+pg8000 with a database, and sqlite with a file."
        )
    password = os.environ.get(PASSWORD_VARIABLE)
    return url.set(password=password) if password and url.username and url.password is None else url


def is_absent() -> bool:
    """Whether the database is a SQLite file that does not exist yet: no comments, and not an error."""
    url = database_url()
    return url.get_backend_name() == "sqlite" and not Path(url.database).exists()


@contextmanager
def connected(*, writing: bool = False) -> Iterator[sa.Connection]:
    """A connection in a transaction, committed at the end of the block; raises CommentaryError.

    ``writing`` on SQLite takes the lock of writers at once (BEGIN IMMEDIATE) and creates a missing file.
    """
    url = database_url()
    connection, committing = None, False
    try:
        if writing and url.get_backend_name() == "sqlite":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        connection = _engine(url).connect()
        if url.get_backend_name() == "sqlite":
            # The driver itself begins no transaction.
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        elif writing:
            # Whatever the server's own setting, an acknowledged commit must be on its disk.
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
        yield connection
        committing = writing
        connection.commit()
    except (sa.exc.DBAPIError, OSError, sa.exc.TimeoutError) as error:
        if isinstance(error, sa.exc.IntegrityError):
            raise
        if connection is not None and isinstance(error, OSError):
            connection.invalidate()  # a late answer must not reach the next user of this connection
        words = f"The commentary cannot be {'written' if writing else 'read'} now: {_cause(error)}."
        raise CommentaryError(f"{words} {_UNCERTAIN}" if committing else words) from None
    finally:
        if connection is not None:
            connection.close()


_engines: dict[sa.URL, sa.Engine] = {}
_engines_lock = threading.Lock()


def close() -> None:
    """Close all connections that are kept open."""
    with _engines_lock:
        for engine in _engines.values():
            engine.dispose()
        _engines.clear()


def _engine(url: sa.URL) -> sa.Engine:
    """One engine, and so one pool of connections, per database."""
    with _engines_lock:
        if url not in _engines:
            _engines[url] = _new_engine(url)
        return _engines[url]


def _new_engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        path = url.database
        return sa.create_engine("sqlite://", creator=lambda: _sqlite(path), poolclass=sa.NullPool)
    return sa.create_engine(
        url,
        connect_args={"timeout": SECONDS_TO_WAIT, "application_name": "ics-commentary"},
        pool_size=3,
        max_overflow=5,
        pool_timeout=SECONDS_TO_WAIT,
        pool_pre_ping=True,  # a restarted server leaves dead connections behind
        hide_parameters=True,
    )


def _sqlite(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)
    # A journal that is deleted at the commit, not WAL: WAL needs shared memory, which a network folder does
    # not have. EXTRA also writes the deletion to disk, so that an acknowledged commit survives a loss of
    # power.
    for setting in ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _cause(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    facts = original.args[0] if original.args else None
    if isinstance(facts, dict):  # pg8000's answer of a server
        code = str(facts.get("C", ""))
        return _CAUSES.get(code[:2], f"the database answers with {code}")
    if isinstance(original, sqlite3.Error):
        words = str(facts)
        if "locked" in words:
            return f"another writer has locked the file for {SECONDS_TO_WAIT} seconds"
        if "readonly" in words or "unable to open" in words:
            return "its file cannot be opened for writing"
        if "malformed" in words or "not a database" in words:
            return "its file is damaged or is not a SQLite file"
        return words
    return "its database cannot be reached"
