"""The command group ``commentary``: migrate, list and export comments, check who may write."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, fields

from data.access.roles import read_roles, roles_file
from data.command_line import DONE, commands_of, report
from data.commentary.migrating import migrate
from data.commentary.reading import every_version
from data.commentary.schema import Comment
from data.spreadsheet import CsvWriter

_EXAMPLES = """examples:
  python -m data commentary migrate
  python -m data commentary list
  python -m data commentary export --format json > commentary.json
The database is a SQLite file in data/commentary_kept, or what ICS_COMMENTARY_URL names:
  ICS_COMMENTARY_URL=postgresql+pg8000://ics@server:5432/ics
Put a password into the variable ICS_COMMENTARY_PASSWORD rather than into the address."""


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add ``commentary`` and its commands; ``command`` as commands_of gives it."""
    commentary = command(
        "commentary",
        None,
        "comments by the owners of metrics",
        _EXAMPLES,
        description="Comments by the owners of metrics: create the tables, list and export them.",
    )
    command = commands_of(commentary)
    for name, run, words in (
        ("migrate", _migrate, "create the tables, or migrate them to the newest version; safe to repeat"),
        ("list", _list, "the newest version of every comment"),
        ("roles", _roles, "check the roles file and list who may write about which metrics"),
    ):
        command(name, run, words)
    words = "print every version with author, account and date, as a backup or for an audit"
    export = command("export", _export, words)
    export.add_argument("--format", choices=("csv", "json"), default="csv")


def _migrate(options: argparse.Namespace) -> int:
    before, after = migrate()
    if before == after:
        print(f"The commentary's tables already have the newest version ({after}).")
    else:
        print(f"The commentary's tables were migrated from {before or 'nothing'} to version {after}.")
    return DONE


def _list(options: argparse.Namespace) -> int:
    newest = {(comment.ics, comment.metric_id, comment.area_code): comment for comment in every_version()}
    for comment in newest.values():
        withdrawn = ", withdrawn" if comment.is_withdrawn else ""
        print(
            f"{comment.ics} {comment.metric_id} {comment.area_code}: version {comment.version}{withdrawn}, "
            f"{comment.author}, {comment.written_at:%Y-%m-%d}"
        )
    if not newest:
        print("There are no comments yet.")
    return DONE


def _export(options: argparse.Namespace) -> int:
    rows = [asdict(comment) | {"written_at": comment.written_at.isoformat()} for comment in every_version()]
    if options.format == "json":
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return DONE
    # The JSON is the exact copy.
    writer = CsvWriter(sys.stdout, [field.name for field in fields(Comment)])
    writer.header()
    for row in rows:
        writer.row(row)
    return DONE


def _roles(options: argparse.Namespace) -> int:
    roles = read_roles()
    for person in roles.people:
        print(person.words)
    if not roles.people and not roles.problems:
        print(f"There is no roles file ({roles_file().name}): everyone may read, no one may write.")
    return report(roles.problems)
