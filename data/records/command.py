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
from data.records.row_counts import rows_in_words, shown_rows
from data.tables import RECORD_TABLES

_MAX_REASONS = 20
_EXAMPLES = """examples:
  python -m data records template deaths --format md
  python -m data records check deaths deaths.csv --ics QE1
  python -m data records ingest deaths deaths.csv --ics QE1
  python -m data records ingest deaths postgresql+pg8000://reader@warehouse:5432/sus --from ics.deaths
  python -m data records ingest admitted_spells warehouse.duckdb --query "SELECT * FROM apc_spells"
Put a password into the variable ICS_RECORDS_PASSWORD; it is never stored."""


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add ``records`` and its commands; ``command`` as commands_of gives it."""
    records = command(
        "records",
        None,
        "the ICS's own records",
        _EXAMPLES,
        description="The ICS's own records: print a template, check a file or a database, and ingest it.",
    )
    command = commands_of(records)

    words = "print a table's header with an example, or its description"
    template = command("template", run_template, words, description="")
    template.add_argument("table", choices=RECORD_TABLES, metavar="TABLE", help=", ".join(RECORD_TABLES))
    template.add_argument("--format", choices=("csv", "md"), default="csv")

    checked = command("check", run_check, "check records without storing them", description="")
    _add_source(checked)

    ingested = command(
        "ingest", run_ingest, "check records and use them instead of those before", description=""
    )
    _add_source(ingested)
    ingested.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=ACCEPTABLE,
        metavar="FINDING",
        help="use the records in spite of: "
        + "; ".join(f"{name} ({meaning})" for name, meaning in ACCEPTABLE.items()).replace("%", "%%"),
    )

    listed = command("list", run_list, "list the own records that an ICS uses", description="")
    listed.add_argument("--ics", default="QE1", metavar="CODE", help="NHS code of the ICS (QE1)")

    words = "return to the delivery before the current one"
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
    ingested = ingest(options.table, _source(options), options.ics, options.accept, options.sheet)
    return _report(ingested, kept=True)


def run_list(options: argparse.Namespace) -> int:
    in_use = manifests(options.ics)
    for manifest in in_use:
        print(
            f"{manifest.table}: {_rows(manifest.rows)} rows ({_rows(manifest.rejected_rows)} refused) of "
            f"{_span(manifest.months)}, from {manifest.source}, {manifest.ingested_at[:10]}"
        )
    if not in_use:
        print(f"{options.ics} has not ingested any records of its own.")
    return DONE


def run_restore(options: argparse.Namespace) -> int:
    back = restore(options.ics, RECORD_TABLES[options.table])
    restored = (
        f"{_rows(back.rows)} rows from {back.source}, {back.ingested_at[:10]}"
        if back
        else "the file put there by hand"
    )
    print(f"{options.table}: now in use are {restored}. Next: python -m metrics refresh --ics {options.ics}")
    return DONE


def _rows(exact: int) -> str:
    return rows_in_words(shown_rows(exact))


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
    parser.add_argument("--query", help="instead of --from: one SELECT with the table's columns")
    parser.add_argument("--sheet", help="the sheet of a workbook; the first if not given")
    parser.epilog = f"The password of a database may be in the variable {PASSWORD_VARIABLE}."


def _source(options: argparse.Namespace) -> Source:
    if is_database(options.source):
        return DatabaseSource(options.source, options.place, options.query)
    if options.place or options.query:
        raise SourceError(
            f"{Path(options.source).name}: --from and --query are for databases, and this is a file."
        )
    return Path(options.source)


def _report(delivery: Ingest, kept: bool) -> int:
    checked = delivery.checked
    months = [month_text(number) for number in delivery.months]
    print(f"{delivery.source}: {delivery.given_rows:,} rows of {delivery.table.name}, {_span(months)}")
    print(f"  good: {checked.rows:,}; refused: {checked.rejected_rows:,}")
    if delivery.moved:
        print(f"  moved from an LSOA of 2011 to the LSOA of 2021 that contains it: {delivery.moved:,}")
    for row in checked.rejected.head(_MAX_REASONS).itertuples():
        print(f"  {row.row_count:>10,}  {row.reason}")
    if len(checked.rejected) > _MAX_REASONS:
        print(f"  and {len(checked.rejected) - _MAX_REASONS:,} more reasons")
    if checked.unused:
        print(f"  not used: {', '.join(checked.unused)[:300]}")
    if delivery.rejected_path and kept:
        print(f"  the refused rows: {delivery.rejected_path}")
    for finding in delivery.findings:
        print(f"  {'accepted' if kept else 'would be refused'}: {finding.sentence} [{finding.name}]")
    if kept:
        print(f"In use from the next refresh on: python -m metrics refresh --ics {delivery.manifest.ics}")
    return PROBLEMS if delivery.findings and not kept else DONE


def _span(months: list[str]) -> str:
    if not months:
        return "no month"
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]} ({len(months)} months)"
