"""The command group ``commentary``: migrate, list and export comments, check who may write."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, fields

from data.access.roles import read_roles, roles_file
from data.command_line import DONE, commands_of, report
from data.commentary.migrating import migrate
from data.commentary.reading import every_version
from data.commentary.schema import Comment

_EXAMPLES = """examples:
  python -m data commentary migrate
  python -m data commentary list
  python -m data commentary export --format json > commentary.json
The database is a SQLite file in data/commentary_kept, or what ICS_COMMENTARY_URL names:
  ICS_COMMENTARY_URL=postgresql+pg8000://ics@server:5432/ics
A password is best given in the variable ICS_COMMENTARY_PASSWORD."""


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add ``commentary`` and its commands; ``command`` as commands_of gives it."""
    commentary = command(
        "commentary",
        None,
        "what owners wrote about their metrics",
        _EXAMPLES,
        description="What owners wrote about their metrics: make its tables, list and export it.",
    )
    command = commands_of(commentary)
    for name, run, words in (
        ("migrate", _migrate, "make the tables, or bring them to the newest version; safe to repeat"),
        ("list", _list, "the newest version of every comment"),
        ("roles", _roles, "check the roles file and tell who may write on what"),
    ):
        command(name, run, words)
    words = "print every version with author, account and date, as a backup or for an audit"
    export = command("export", _export, words)
    export.add_argument("--format", choices=("csv", "json"), default="csv")


def _migrate(options: argparse.Namespace) -> int:
    before, after = migrate()
    if before == after:
        print(f"The commentary's tables are of the newest version already ({after}).")
    else:
        print(f"The commentary's tables went from {before or 'nothing'} to version {after}.")
    return DONE


def _list(options: argparse.Namespace) -> int:
    newest = {(one.ics, one.metric_id, one.area_code): one for one in every_version()}
    for one in newest.values():
        withdrawn = ", withdrawn" if one.is_withdrawn else ""
        print(
            f"{one.ics} {one.metric_id} {one.area_code}: version {one.version}{withdrawn}, {one.author}, "
            f"{one.written_at:%Y-%m-%d}"
        )
    if not newest:
        print("Nobody has written a comment yet.")
    return DONE


def _export(options: argparse.Namespace) -> int:
    rows = [asdict(one) | {"written_at": one.written_at.isoformat()} for one in every_version()]
    if options.format == "json":
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return DONE
    writer = csv.DictWriter(sys.stdout, [one.name for one in fields(Comment)], lineterminator="\n")
    writer.writeheader()
    # A spreadsheet reads a cell that begins like this as a formula; the JSON is the exact copy.
    guarded = lambda cell: f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell  # noqa: E731
    writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    return DONE


def _roles(options: argparse.Namespace) -> int:
    roles = read_roles()
    for person in roles.people:
        print(person.words)
    if not roles.people and not roles.problems:
        print(f"There is no roles file ({roles_file().name}): everybody reads, nobody writes.")
    return report(roles.problems)
