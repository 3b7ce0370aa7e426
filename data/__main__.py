"""The command line of the data: list sources, fetch and ingest their files, roll back."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import data.access.command
import data.commentary.command
import data.records.command
from data.command_line import DONE, PROBLEMS, commands_of, parser_of, progress, report, run_command, say
from data.commentary.errors import CommentaryError
from data.errors import SourceError
from data.paths import generated_folder
from data.published import fetch, provenance
from data.published import ingest as published
from data.published.plausibility import agrees
from data.reference import ingests
from data.sources.shared import registry
from data.sources.shared.source import Source


class WrongUsage(ValueError):
    """The command names a source or file that does not exist."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, 1 (problems were found) or 2 (wrong usage)."""
    return run_command(
        _parser(), arguments, problems=(SourceError, CommentaryError), wrong_usage=(WrongUsage,)
    )


def _parser() -> argparse.ArgumentParser:
    parser = parser_of(
        "data",
        "Publishers' files: list them with their age, and ingest newer ones.",
        "A file downloaded by hand is as good as a fetched one. Example: python -m data ingest "
        "nhs_england_ae england_icb_accidents_emergency.csv; then: python -m metrics refresh --ics QE1",
    )
    command = commands_of(parser)
    command(
        "sources",
        _sources,
        "List all sources: files in use, newest period, and when the next one is due.",
        "An overdue source should have published its next period: download the file and ingest it.",
    )
    show = command("show", _show, "Show one source: its files, the rows ingested, refused and held back.")
    show.add_argument("source", help="a name from: python -m data sources")
    get = command(
        "fetch",
        _fetch,
        "Download a source's files from the publisher, without ingesting them.",
        "Tries three times, resumes an interrupted download, and refuses web pages and incomplete files.",
    )
    get.add_argument("source", help="a name from: python -m data sources")
    get.add_argument("--to", type=Path, help="folder for the files (default: fetched, next to the stores)")
    take = command(
        "ingest",
        _ingest,
        "Read files, check them and use them; if a file fails, the data in use do not change.",
        "Each row of a file replaces the same fact in use; all other facts stay. Rows that are refused "
        "(unknown areas, missing returns) and figures that are held back (a month that repeats another, an "
        "impossible value) are listed with their reasons. Exit status 1: a file could not be used, or a "
        "publisher's total is not the sum of its parts.",
    )
    take.add_argument("source", help="a name from: python -m data sources")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="as the publisher supplies it")
    back = command(
        "roll-back",
        _roll_back,
        "Undo the newest ingest of a source: use the files that were in use before it.",
    )
    back.add_argument("source", help="a name from: python -m data sources")
    data.records.command.add_commands(command)
    data.commentary.command.add_commands(command)
    data.access.command.add_commands(command)
    return parser


def _sources(options) -> int:
    lines = [("SOURCE", "PUBLISHER", "FILES", "NEWEST PERIOD", "NEXT DUE", "AGE")]
    for source in registry.sources().values():
        newest = provenance.newest_period(source)
        files = len(ingests.ingests(source.name))
        bundled = "bundled" if newest is not None or source.edition else "none"
        lines.append((source.name, source.publisher, str(files or bundled), *_ages(source, newest)))
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return report((*registry.problems(), *ingests.problems()))


def _ages(source: Source, newest) -> tuple[str, str, str]:
    next_due = "no next issue known" if source.due_days == 0 else "ingest a first file"
    if newest is None:
        undated = "not dated" if ingests.ingests(source.name) else "none"
        return source.edition or undated, next_due, "–"
    age = f"{(date.today() - newest.date()).days:,} days"
    due = source.next_due(newest.date())
    if due is None:
        return f"{newest:%d %B %Y}", next_due, age
    late = " (overdue)" if due < date.today() else ""
    return f"{newest:%d %B %Y}", f"{due:%d %B %Y}{late}", age


def _show(options) -> int:
    source = _find(options.source)
    newest, due, age = _ages(source, provenance.newest_period(source))
    rows = [
        ("Title", source.title),
        ("Publisher", source.publisher),
        ("Licence", source.licence),
        ("Reads", source.files),
        ("Addresses", ", ".join(source.addresses) or "no permanent address: download the file by hand"),
        ("Newest period", newest if age == "–" else f"{newest} ({age} old)"),
        ("Next one due", due),
    ]
    for name, words in rows:
        print(f"{name:14} {words}")
    for ingest in ingests.ingests(source.name):
        print(f"\n{ingest.file}")
        print(f"  sha256 {ingest.sha256}")
        print(f"  {ingest.bytes:,} bytes, got {ingest.got_at}, in use since {ingest.ingested_at}")
        for table, count in ingest.rows.items():
            print(f"  {table}: {count:,} rows")
        _print_left_out("Refused", ingest.refused)
        _print_left_out("Held back", ingest.held_back)
        _totals(ingest.totals)
    if not ingests.ingests(source.name):
        print("\nNo file has been ingested; the bundled facts are in use.")
    return DONE


def _fetch(options) -> int:
    source = _find(options.source)
    folder = options.to or generated_folder() / "fetched" / source.name
    with progress(source.name, None, unit="B", unit_scale=True, leave=False) as bar:
        files = fetch.fetch(source, folder, lambda done, total: bar.to(done, total=total))
    for file in files:
        print(f"{file.path}  {file.bytes:,} bytes  sha256 {file.sha256}")
    print(f"Ingest with: python -m data ingest {source.name} {' '.join(str(file.path) for file in files)}")
    return DONE


def _ingest(options) -> int:
    source = _find(options.source)
    absent = [str(path) for path in options.files if not path.is_file()]
    if absent:
        raise WrongUsage(f"There is no file {', '.join(absent)}.")
    status, used = DONE, 0
    for path in options.files:
        try:
            with progress(path.name, bar_format="{l_bar}{bar}| {elapsed}", leave=False) as bar:
                ingested = published.ingest(source, path, lambda share, words, bar=bar: bar.to(100 * share))
        except SourceError as error:
            say(f"Not used: {error}\nThe data in use have not changed.")
            status = PROBLEMS
            continue
        used += 1
        came = ", ".join(f"{len(rows):,} rows of {table}" for table, rows in ingested.tables.items())
        print(f"{path.name}: {came}.")
        _print_left_out("Refused", ingested.refused.to_dict("records"))
        _print_left_out("Held back", ingested.held_back.to_dict("records"))
        if not _totals(ingested.totals):
            status = PROBLEMS
    if used:
        print("To show the figures on the pages: python -m metrics refresh")
    return status


def _roll_back(options) -> int:
    source = _find(options.source)
    remaining = published.roll_back(source.name)
    files = ", ".join(ingest.file for ingest in remaining)
    print(f"In use now: {files or 'the bundled facts'}. To show them on the pages: python -m metrics refresh")
    return DONE


def _print_left_out(title: str, left_out: list[dict]) -> None:
    if not left_out:
        return
    print(f"  {title}:")
    for row in left_out:
        label = f"{row['what']}, {row['period']}" if row.get("period") else row["what"]
        rows = row.get("rows")
        count = f" ({rows:,.0f} row{'' if rows == 1 else 's'})" if rows else ""
        print(f"    {label}{count}: {row['reason']}")


def _totals(totals: dict) -> bool:
    """Print whether the publisher's totals are the sums of their parts; returns whether all are."""
    if not totals:
        return True
    wrong = {name: pair for name, pair in totals.items() if not agrees(*pair)}
    print(f"  Totals: {len(totals) - len(wrong)} of {len(totals)} are the sum of their parts.")
    for name, (stated, summed) in wrong.items():
        print(f"    {name}: the publisher states {stated:,.10g}, the parts add up to {summed:,.10g}.")
    return not wrong


def _find(name: str) -> Source:
    try:
        return registry.find(name)
    except SourceError as error:
        raise WrongUsage(f"{error} `python -m data sources` lists all.") from None


if __name__ == "__main__":
    sys.exit(main())
