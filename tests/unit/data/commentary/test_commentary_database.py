"""Migrations, and what is said where the commentary's database cannot be used."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
from concurrent import futures
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from data import commentary
from data.commentary import database, migrating, reading
from tests.lib.commentary_writer import AREA, ICS, METRIC
from tests.lib.postgresql import PASSWORD

PROJECT = Path(__file__).parents[4]
_MIGRATED = "The commentary's tables were migrated from nothing to version 0002.\n"
WORDS = "A sentence that is long enough to be kept."


def write(seen: int = 0) -> commentary.Comment:
    return commentary.write(METRIC, AREA, WORDS, WORDS, ics=ICS, author="Jane", account="j@x.uk", seen=seen)


def set_revision(words: str) -> None:
    with database.connected(writing=True) as connection:
        connection.execute(sa.text(f"UPDATE commentary_revision SET version_num = '{words}'"))


def revision() -> str | None:
    with database.connected() as connection:
        return migrating.revision_of(connection)


def test_migrations_make_the_tables_from_nothing(empty):
    assert migrating.migrate() == (None, "0002")
    assert migrating.migrate() == ("0002", "0002")
    assert write() == commentary.newest(METRIC, AREA)


def test_rows_of_an_earlier_version_are_there_after_the_migration_and_protected(empty):
    assert migrating.migrate(to="0001") == (None, "0001")
    row = {"ics": ICS, "metric_id": METRIC, "area_code": AREA, "version": 1, "means": WORDS, "doing": WORDS}
    row |= {"period_label": "", "author": "Jane", "account": "j@x.uk", "written_at": "2026-01-02 03:04:05"}
    with database.connected(writing=True) as connection:
        names = ", ".join(row)
        values = ", ".join(f"'{one}'" if isinstance(one, str) else str(one) for one in row.values())
        connection.execute(sa.text(f"INSERT INTO comments ({names}) VALUES ({values})"))
    with pytest.raises(commentary.CommentaryError, match="earlier version.*migrate"):
        commentary.newest(METRIC, AREA)
    assert migrating.migrate() == ("0001", "0002")
    found = commentary.newest(METRIC, AREA)
    assert (found.means, found.version) == (WORDS, 1)
    assert f"{found.written_at:%Y-%m-%d %H:%M %Z}" == "2026-01-02 03:04 UTC"
    with pytest.raises((commentary.CommentaryError, sa.exc.IntegrityError)):
        with database.connected(writing=True) as connection:
            connection.execute(sa.text("DELETE FROM comments"))
    assert write(1).version == 2


def test_processes_that_migrate_at_once_do_not_meet(empty):
    command = [sys.executable, "-c", "from data.commentary.migrating import migrate; print(migrate())"]
    running = [
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    assert sorted(out.strip() for out, _ in said) == ["('0002', '0002')"] * 3 + ["(None, '0002')"]


def test_tables_that_are_newer_than_the_code_are_left_alone(kept):
    write()
    set_revision("0099")
    for attempt in (lambda: commentary.newest(METRIC, AREA), lambda: write(1), migrating.migrate):
        with pytest.raises(commentary.CommentaryError, match=r"newer version \(0099\).*Update the dashboard"):
            attempt()
    assert revision() == "0099"


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_sqlite_file_is_made_by_the_first_writer_and_not_by_a_reader(empty):
    assert commentary.versions(METRIC, AREA) == [] and commentary.newest_of(AREA) == {}
    assert not database.database_url().database.startswith(str(PROJECT))
    assert not Path(database.database_url().database).exists()
    write()
    assert revision() == "0002"


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_postgresql_is_migrated_by_the_command_alone(empty):
    for attempt in (lambda: commentary.newest(METRIC, AREA), write):
        with pytest.raises(commentary.CommentaryError, match="no tables yet.*commentary migrate"):
            attempt()
    done = subprocess.run(
        [sys.executable, "-m", "data", "commentary", "migrate"], cwd=PROJECT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, _MIGRATED)
    assert write().version == 1


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql+pg8000://keeper@127.0.0.1:1/kept", "its database cannot be reached"),
        ("postgresql+pg8000://keeper:wr0ng@{server}/postgres", "the user or password is refused"),
        ("postgresql+pg8000://keeper:{password}@{server}/nowhere", "there is no such database"),
        ("mysql://keeper:{password}@host/kept", "names mysql; allowed are"),
        ("postgresql+pg8000://keeper:{password}@host", "no database; allowed are"),
        ("sqlite://", "no database; allowed are"),
        ("keeper:{password} at the server", "is not the address of a database"),
        ("postgresql+pg8000://keeper:{password}@host:port/x", "is not the address of a database"),
    ],
)
def test_what_cannot_be_used_is_told_without_user_or_password(postgresql_server, monkeypatch, url, told):
    monkeypatch.setattr(reading, "_retry_at", 0.0)
    here = f"{postgresql_server.host}:{postgresql_server.port}"
    address = url.format(server=here, password=quote(PASSWORD, safe=""))
    monkeypatch.setenv(database.URL_VARIABLE, address)
    for attempt in (lambda: commentary.newest(METRIC, AREA), write):
        with pytest.raises(commentary.CommentaryError, match=told) as caught:
            attempt()
        for secret in (PASSWORD, quote(PASSWORD, safe=""), "wr0ng", "keeper"):
            assert secret not in str(caught.value)
    database.close()


class Asked:
    """Each question to the database: its answer to come, and how many seconds a reader waits for it."""

    def __init__(self, submit) -> None:
        self.answers, self.seconds, self._submit = [], [], submit

    def submit(self, work) -> SimpleNamespace:
        self.answers.append(answer := self._submit(work))

        def result(timeout):
            self.seconds.append(timeout)
            return answer.result(timeout)

        return SimpleNamespace(result=result, cancel=answer.cancel)


@pytest.fixture
def asked(monkeypatch) -> Asked:
    watching = Asked(reading._readers.submit)
    monkeypatch.setattr(reading, "_readers", watching)
    return watching


def test_a_reader_waits_less_than_a_second():
    assert reading.TIMEOUT_SECONDS < 1


# pg8000 leaves the socket of a server that never answered to the garbage collector, which warns of it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_nobody_waits_longer_than_that_for_a_database_that_does_not_answer(monkeypatch, asked):
    monkeypatch.setattr(reading, "_retry_at", 0.0)
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 1.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setenv(database.URL_VARIABLE, f"postgresql+pg8000://keeper@127.0.0.1:{port}/kept")
        for _ in range(3):
            with pytest.raises(commentary.CommentaryError, match="cannot be read now.*does not answer"):
                commentary.newest_of(AREA)
        futures.wait(asked.answers)  # the thread that waits for the server
        asked.answers.clear()
        gc.collect()
    assert asked.seconds == [reading.TIMEOUT_SECONDS], "the second asks nobody"
    database.close()


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_a_server_that_stops_answering_is_read_again_once_it_answers(
    kept, postgresql_server, monkeypatch, asked
):
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 1.5)
    first = write()
    assert commentary.newest(METRIC, AREA) == first
    with database.connected() as connection:
        backend = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar()
    held = [postgresql_server.process_id(), backend]
    try:
        for one in held:
            os.kill(one, signal.SIGSTOP)
        asked.seconds.clear()
        with pytest.raises(commentary.CommentaryError, match="does not answer"):
            commentary.newest(METRIC, AREA)
        assert asked.seconds == [reading.TIMEOUT_SECONDS]
    finally:
        for one in held:
            os.kill(one, signal.SIGCONT)
    monkeypatch.setattr(reading, "_retry_at", 0.0)
    assert commentary.newest(METRIC, AREA) == first
    assert write(1).version == 2


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_file_that_is_no_database_is_told_and_left_alone(empty):
    path = Path(database.database_url().database)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"This is a letter and no database. " * 100)
    before = path.read_bytes()
    for attempt in (lambda: commentary.newest(METRIC, AREA), write):
        with pytest.raises(commentary.CommentaryError, match="damaged or is not a SQLite file"):
            attempt()
    assert path.read_bytes() == before


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_writer_who_cannot_have_the_file_is_told(kept, monkeypatch):
    write()
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 0.2)
    with database.connected(writing=True):
        with pytest.raises(commentary.CommentaryError, match="another writer has locked the file"):
            write(1)
    assert write(1).version == 2
