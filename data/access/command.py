"""The command ``audit``: who did what, and when, on one system."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date

from data.access.audit import EVENTS, audit_file, entries
from data.command_line import report

_FIRST = ("at", "event", "account", "system", "store")
_EXAMPLES = """examples:
  python -m data audit --ics QE1
  python -m data audit --ics QE1 --since 2026-11-01 --event download
  python -m data audit --ics QE1 --account jane.example@example.nhs.uk"""


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add ``audit``; ``command`` as commands_of gives it."""
    words = "who signed in, wrote, previewed own records or downloaded own figures"
    audit = command("audit", _audit, words, _EXAMPLES, description=f"Who did what: {words}.")
    audit.add_argument("--ics", default="QE1", metavar="CODE", help="NHS code of the ICS (QE1)")
    audit.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="from this day on: 2026-11-01")
    audit.add_argument("--event", choices=EVENTS, metavar="EVENT", help=", ".join(EVENTS))
    audit.add_argument("--account", help="of one person")
    audit.add_argument("--format", choices=("text", "json"), default="text")


def _audit(options: argparse.Namespace) -> int:
    unreadable = shown = 0
    for entry in entries(options.ics):
        if entry is None:
            unreadable += 1
        elif _is_wanted(entry, options):
            shown += 1
            print(json.dumps(entry) if options.format == "json" else _line(entry))
    if not shown and options.format == "text":
        print(f"No such event of {options.ics} is in its audit log.")
    words = f"{audit_file(options.ics).name}: {unreadable} lines cannot be read, and are left out."
    return report([words] if unreadable else [])


def _is_wanted(entry: dict[str, object], options: argparse.Namespace) -> bool:
    return (
        (options.since is None or str(entry["at"]) >= options.since.isoformat())
        and options.event in (None, entry["event"])
        and options.account in (None, entry["account"])
    )


def _line(entry: dict[str, object]) -> str:
    facts = (f"{name}={json.dumps(value)}" for name, value in entry.items() if name not in _FIRST)
    # In quotes, so that no account can look like several columns.
    return "  ".join([str(entry["at"]), str(entry["event"]), json.dumps(entry["account"]), *facts])
