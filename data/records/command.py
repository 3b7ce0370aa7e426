"""The command group ``records``: template, check, ingest, list and restore an ICS's own records."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from data.command_line import DONE, PROBLEMS, commands_of
from data.errors import SourceError
from data.records.own.databases import PASSWORD_VARIABLE, DatabaseSource, is_database
from data.records.own.findings import ACCEPTABLE, month_text
from data.records.own.ingest import Ingest, Source, check, ingest
from data.records.own.keeping import manifests, restore
from data.records.own.template import template_csv, template_page
from data.tables import RECORD_TABLES

_MOST_REASONS = 20
_EXAMPLES = """examples:
  python -m data records template deaths --format md
  python -m data records check deaths deaths.csv --ics QE1
  python -m data records ingest deaths deaths.csv --ics QE1
  python -m data records ingest deaths postgresql+pg8000://reader@warehouse:5432/sus --from ics.deaths
  python -m data records ingest admitted_spells warehouse.duckdb --query "SELECT * FROM apc_spells"
A password is best given in the variable ICS_RECORDS_PASSWORD; it is never kept."""


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add ``records`` and its commands; ``command`` as commands_of gives it."""
    records = command(
        "records",
        None,
        "bring the ICS's own records",
        _EXAMPLES,
        description="Bring the ICS's own records: get a template, check a file or a database, put it to use.",
    )
    command = commands_of(records)

    words = "print a table's header with an example, or its description"
    template = command("template", run_template, words, description="")
    template.add_argument("table", choices=RECORD_TABLES, metavar="TABLE", help=", ".join(RECORD_TABLES))
    template.add_argument("--format", choices=("csv", "md"), default="csv")

    checked = command("check", run_check, "check records and keep nothing", description="")
    _add_source(checked)

    ingested = command("ingest", run_ingest, "check records and put them to use", description="")
    _add_source(ingested)
    ingested.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=ACCEPTABLE,
        metavar="FINDING",
        help="put to use in spite of: "
        + "; ".join(f"{name} ({what})" for name, what in ACCEPTABLE.items()).replace("%", "%%"),
    )

    listed = command("list", run_list, "tell which records of its own an ICS uses", description="")
    listed.add_argument("--ics", default="QE1", metavar="CODE", help="NHS code of the ICS (QE1)")

    words = "put the delivery before the one in use back"
    restored = command("restore", run_restore, words, description="")
    restored.add_argument("table", choices=RECORD_TABLES, metavar="TABLE")
    restored.add_argument("--ics", default="QE1", metavar="CODE", help="NHS code of the ICS (QE1)")


def run_template(options: argparse.Namespace) -> int:
    table = RECORD_TABLES[options.table]
    print((template_page if options.format == "md" else template_csv)(table), end="")
    return DONE


def run_check(options: argparse.Namespace) -> int:
    return _report(check(options.table, _source(options), options.ics, options.sheet), kept=False)


def run_ingest(options: argparse.Namespace) -> int:
    found = ingest(options.table, _source(options), options.ics, options.accept, options.sheet)
    return _report(found, kept=True)


def run_list(options: argparse.Namespace) -> int:
    found = manifests(options.ics)
    for one in found:
        print(
            f"{one.table}: {one.rows:,} rows ({one.rejected_rows:,} refused) of {_span(one.months)}, from "
            f"{one.source}, "
            f"{one.ingested_at[:10]}"
        )
    if not found:
        print(f"{options.ics} has ingested no records of its own.")
    return DONE


def run_restore(options: argparse.Namespace) -> int:
    back = restore(options.ics, RECORD_TABLES[options.table])
    what = (
        f"{back.rows:,} rows from {back.source}, {back.ingested_at[:10]}"
        if back
        else "the file put there by hand"
    )
    print(f"{options.table}: in use again are {what}. Next: python -m metrics refresh --ics {options.ics}")
    return DONE


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("table", choices=RECORD_TABLES, metavar="TABLE", help=", ".join(RECORD_TABLES))
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="a file (.csv, .parquet, .xlsx), a DuckDB file (.duckdb), or the address of a database "
        "(postgresql+pg8000://user@host:5432/database)",
    )
    parser.add_argument("--ics", default="QE1", metavar="CODE", help="NHS code of the ICS (QE1)")
    parser.add_argument("--from", dest="place", metavar="SCHEMA.TABLE", help="the table of a database")
    parser.add_argument("--query", help="instead of --from: one SELECT that gives the table's columns")
    parser.add_argument("--sheet", help="the sheet of a workbook; the first where it is left out")
    parser.epilog = f"The password of a database may stand in {PASSWORD_VARIABLE}."


def _source(options: argparse.Namespace) -> Source:
    if is_database(options.source):
        return DatabaseSource(options.source, options.place, options.query)
    if options.place or options.query:
        raise SourceError(
            f"{Path(options.source).name}: --from and --query are for databases, and this is a file."
        )
    return Path(options.source)


def _report(found: Ingest, kept: bool) -> int:
    checked = found.checked
    months = [month_text(number) for number in found.months]
    print(f"{found.source}: {found.given_rows:,} rows of {found.table.name}, {_span(months)}")
    print(f"  good: {checked.rows:,}; refused: {checked.rejected_rows:,}")
    if found.moved:
        print(f"  moved from an LSOA of 2011 to the one of 2021 that it lies in: {found.moved:,}")
    for row in checked.rejected.head(_MOST_REASONS).itertuples():
        print(f"  {row.row_count:>10,}  {row.reason}")
    if len(checked.rejected) > _MOST_REASONS:
        print(f"  and {len(checked.rejected) - _MOST_REASONS:,} more reasons")
    if checked.unused:
        print(f"  not used: {', '.join(checked.unused)[:300]}")
    if found.rejected_path and kept:
        print(f"  the refused rows: {found.rejected_path}")
    for finding in found.findings:
        print(f"  {'accepted' if kept else 'would be refused'}: {finding.sentence} [{finding.name}]")
    if kept:
        print(f"In use from the next refresh on: python -m metrics refresh --ics {found.manifest.ics}")
    return PROBLEMS if found.findings and not kept else DONE


def _span(months: list[str]) -> str:
    if not months:
        return "no month"
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]} ({len(months)} months)"
