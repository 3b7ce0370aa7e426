"""Comments are only ever added to, and what was acknowledged is there after any end, in both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import commentary
from data.commentary import database
from tests.lib.commentary_writer import AREA, ICS, METRIC, text_of
from tests.lib.postgresql import PASSWORD

PROJECT = Path(__file__).parents[4]
MEANS = "More people came because the winter was hard."
DOING = "Two more teams now visit people at home."


def write(seen: int, means: str = MEANS, **changes) -> commentary.Comment:
    told = {"ics": ICS, "author": "Jane Example", "account": "jane@example.nhs.uk"} | changes
    return commentary.write(METRIC, AREA, means, DOING, seen=seen, period_label="May 2025", **told)


def writer(name: str, how_many: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.lib.commentary_writer", name, str(how_many)],
        cwd=PROJECT, env=os.environ | {"PYTHONPATH": str(PROJECT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def acknowledged(said: str) -> dict[int, int]:
    """Version to number of each comment that a writer was told is kept; a line cut off by its end is none."""
    lines = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return {int(line[1]): int(line[2]) for line in lines if line[0] == "kept"}


def test_what_is_written_is_read_as_it_was_written(kept):
    first = write(0, "  Two lines\r\nof the first version.  ")
    assert first.means == "Two lines\nof the first version."
    assert commentary.newest(METRIC, AREA) == commentary.newest(METRIC, AREA, ICS) == first
    assert (first.version, first.supersedes, first.period_label) == (1, None, "May 2025")
    assert first.written_at.utcoffset().total_seconds() == 0
    second = write(1)
    assert commentary.versions(METRIC, AREA) == [second, first]
    assert commentary.newest_of(AREA) == {METRIC: second}
    assert commentary.newest("falls", AREA) is None and commentary.newest_of("E06000009") == {}


def test_a_withdrawn_comment_is_no_longer_in_force_and_stays_readable(kept):
    first = write(0)
    gone = commentary.withdraw(METRIC, AREA, ics=ICS, author="Jane", account="j@example.uk", seen=1)
    assert gone.is_withdrawn and gone.version == 2
    assert commentary.newest(METRIC, AREA) is None and commentary.newest_of(AREA) == {}
    assert commentary.versions(METRIC, AREA) == [gone, first]
    assert write(2).version == 3
    with pytest.raises(commentary.CommentaryError, match="no comment to withdraw"):
        commentary.withdraw("falls", AREA, ics=ICS, author="Jane", account="j@example.uk", seen=0)


def test_a_writer_who_did_not_see_the_newest_version_is_told_and_loses_nothing(kept):
    write(0)
    theirs = write(1, "Somebody else wrote this in between.", author="Sam Other")
    with pytest.raises(commentary.WrittenMeanwhile, match="Sam Other wrote version 2") as caught:
        write(1, "This was written without having read theirs.")
    assert caught.value.newest == theirs
    assert [one.version for one in commentary.versions(METRIC, AREA)] == [2, 1]


def test_the_same_text_sent_twice_is_kept_once(kept):
    assert write(0) == write(0)
    assert len(commentary.versions(METRIC, AREA)) == 1


def test_a_version_that_is_not_there_cannot_be_followed(kept):
    with pytest.raises(commentary.CommentaryError, match="no version 7"):
        write(7)
    assert commentary.versions(METRIC, AREA) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comments SET means = 'changed'",
        "DELETE FROM comments",
        "INSERT INTO comments SELECT ics, metric_id, area_code, version, supersedes, 'changed', doing, "
        "period_label, author, account, written_at FROM comments",
        "INSERT INTO comments SELECT ics, metric_id, area_code, 9, 8, means, doing, period_label, author, "
        "account, written_at FROM comments",
        "INSERT INTO comments SELECT ics, metric_id, area_code, 9, NULL, means, doing, period_label, author, "
        "account, written_at FROM comments",
    ],
)
def test_the_database_itself_refuses_a_change_a_deletion_and_a_gap(kept, statement):
    first = write(0)
    with pytest.raises((commentary.CommentaryError, sa.exc.IntegrityError)):
        with database.connected(writing=True) as connection:
            connection.execute(sa.text(statement))
    assert commentary.versions(METRIC, AREA) == [first]


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_sqlite_refuses_to_put_another_row_in_the_place_of_one(kept):
    first = write(0)
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with pytest.raises((commentary.CommentaryError, sa.exc.IntegrityError)):
            with database.connected(writing=True) as connection:
                connection.execute(sa.text(f"{verb} INTO comments SELECT * FROM comments"))
    assert commentary.versions(METRIC, AREA) == [first]


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_table(kept):
    first = write(0)
    with pytest.raises(commentary.CommentaryError):
        with database.connected(writing=True) as connection:
            connection.execute(sa.text("TRUNCATE comments"))
    assert commentary.versions(METRIC, AREA) == [first]


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_a_user_who_may_only_read_and_add_is_enough_for_the_pages(kept, monkeypatch):
    with database.connected(writing=True) as connection:
        for words in (
            f"CREATE ROLE pages_{os.getpid()} LOGIN PASSWORD '{PASSWORD}'",
            f"GRANT SELECT, INSERT ON comments TO pages_{os.getpid()}",
            f"GRANT SELECT ON commentary_revision TO pages_{os.getpid()}",
        ):
            connection.execute(sa.text(words))
    database.close()
    monkeypatch.setenv(database.URL_VARIABLE, kept.replace("keeper@", f"pages_{os.getpid()}@"))
    assert write(0) == commentary.newest(METRIC, AREA)
    assert write(1).version == 2


def test_two_writers_at_once_lose_nothing_and_are_told(kept):
    both = {name: writer(name, 100) for name in ("anna", "bert")}
    said = {name: process.communicate(timeout=240)[0] for name, process in both.items()}
    found = commentary.versions(METRIC, AREA)[::-1]
    assert [one.version for one in found] == list(range(1, 201)), "none is lost, none is left out"
    assert sum(int(words.rsplit("conflicts ", 1)[1]) for words in said.values()) > 0
    told = {name: acknowledged(words) for name, words in said.items()}
    assert len(told["anna"]) == len(told["bert"]) == 100 and not set(told["anna"]) & set(told["bert"])
    for one in found:
        assert one.means == text_of(one.author, told[one.author][one.version]).strip()


def test_a_writer_that_is_killed_leaves_all_that_was_acknowledged_and_no_half(kept):
    process, said = writer("anna", 100_000), ""
    while "kept 25 " not in said:
        said += process.stdout.readline()
    process.kill()
    said += process.communicate(timeout=30)[0]
    told, found = acknowledged(said), commentary.versions(METRIC, AREA)[::-1]
    assert set(told) <= {one.version for one in found}
    assert len(found) - len(told) <= 1, "at most the one that was kept as the process was killed"
    for number, one in enumerate(found):
        assert (one.version, one.means) == (number + 1, text_of("anna", number).strip())
    assert write(len(found)).version == len(found) + 1, "the next writer is not held up"


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_a_crash_of_postgresql_keeps_all_that_was_acknowledged(kept, postgresql_server):
    process, said = writer("anna", 100_000), ""
    while "kept 25 " not in said:
        said += process.stdout.readline()
    commentary.newest(METRIC, AREA)  # a connection of this process, which the crash will end
    postgresql_server.crash_and_restart()
    said += process.communicate(timeout=60)[0]
    told, found = acknowledged(said), commentary.versions(METRIC, AREA)[::-1]
    assert set(told) <= {one.version for one in found} and len(told) >= 25
    assert [one.version for one in found] == list(range(1, len(found) + 1))
    assert write(len(found)).version == len(found) + 1, "without a restart of the dashboard"


def test_comments_are_there_after_a_restart(kept):
    words = writer("anna", 3).communicate(timeout=60)[0]
    assert len(acknowledged(words)) == 3
    again = subprocess.run(
        [sys.executable, "-m", "data", "commentary", "export"], cwd=PROJECT, capture_output=True, text=True
    )
    assert again.returncode == 0 and again.stdout.count("anna@example.nhs.uk") == 3


@pytest.fixture
def statements():
    """What the databases of this process are asked, in order."""
    said = []

    def note(connection, cursor, statement, *rest):
        said.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_reading_the_newest_asks_the_same_however_many_versions_there_are(kept, statements):
    asked = []
    for number in range(30):
        write(number, f"Version {number} of a text of some length.")
        statements.clear()
        commentary.newest(METRIC, AREA)
        asked.append(list(statements))
    assert all(one == asked[0] for one in asked)
    assert 1 <= len([one for one in asked[0] if "FROM comments" in one]) <= 2 and len(asked[0]) <= 4, asked[0]
