"""The command line of the data: list sources, fetch their files, bring them in, go back."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

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
    """What was asked for cannot be: a source or file that there is not."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, 1 (problems were found) or 2 (wrong usage)."""
    return run_command(
        _parser(), arguments, problems=(SourceError, CommentaryError), wrong_usage=(WrongUsage,)
    )


def _parser() -> argparse.ArgumentParser:
    parser = parser_of(
        "data",
        "Publishers' files: what there is, how old it is, and bringing a newer one in.",
        "A file got by hand is as good as a fetched one. Example: python -m data ingest "
        "nhs_england_ae england_icb_accidents_emergency.csv; then: python -m metrics refresh --ics QE1",
    )
    command = commands_of(parser)
    command(
        "sources",
        _sources,
        "List all sources: files in use, newest period held, when the next one is due.",
        "An overdue source has had time to publish the next period: get its file and ingest it.",
    )
    show = command("show", _show, "Show one source: what it reads, what came in, was refused and held back.")
    show.add_argument("source", help="a name from: python -m data sources")
    get = command(
        "fetch",
        _fetch,
        "Get a source's files from the publisher; nothing is put to use.",
        "Tries three times, goes on where it was cut, and refuses web pages and files that are not whole.",
    )
    get.add_argument("source", help="a name from: python -m data sources")
    get.add_argument("--to", type=Path, help="folder for the files (default: fetched, beside the stores)")
    take = command(
        "ingest",
        _ingest,
        "Read files, check them and put them to use; what was in use stays where one fails.",
        "Each row of a file takes the place of the same fact in use; all other facts stay. Rows that are "
        "refused (unknown areas, missing returns) and figures that are held back (a month that repeats "
        "another, a value no area can have) are told with their reasons. Exit status 1: a file could not be "
        "used, or a publisher's total is not the sum of its parts.",
    )
    take.add_argument("source", help="a name from: python -m data sources")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="as the publisher gave it")
    back = command(
        "roll-back", _roll_back, "Go back to what was in use before the newest ingest of a source."
    )
    back.add_argument("source", help="a name from: python -m data sources")
    data.records.command.add_commands(command)
    data.commentary.command.add_commands(command)
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
    next_due = "no next issue known" if source.due_days == 0 else "bring a first file in"
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
        ("Addresses", ", ".join(source.addresses) or "none that stays the same: get the file by hand"),
        ("Newest period", newest if age == "–" else f"{newest} ({age} old)"),
        ("Next one due", due),
    ]
    for name, words in rows:
        print(f"{name:14} {words}")
    for one in ingests.ingests(source.name):
        print(f"\n{one.file}")
        print(f"  sha256 {one.sha256}")
        print(f"  {one.bytes:,} bytes, got {one.got_at}, in use since {one.ingested_at}")
        for table, count in one.rows.items():
            print(f"  {table}: {count:,} rows")
        _told("Refused", one.refused)
        _told("Held back", one.held_back)
        _totals(one.totals)
    if not ingests.ingests(source.name):
        print("\nNothing was brought in; the bundled facts are in use.")
    return DONE


def _fetch(options) -> int:
    source = _find(options.source)
    folder = options.to or generated_folder() / "fetched" / source.name
    with progress(source.name, None, unit="B", unit_scale=True, leave=False) as bar:
        files = fetch.fetch(source, folder, lambda done, total: bar.to(done, total=total))
    for one in files:
        print(f"{one.path}  {one.bytes:,} bytes  sha256 {one.sha256}")
    print(f"Bring in with: python -m data ingest {source.name} {' '.join(str(one.path) for one in files)}")
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
                found = published.ingest(source, path, lambda share, words, bar=bar: bar.to(100 * share))
        except SourceError as error:
            say(f"Not used: {error}\nWhat was in use stays in use.")
            status = PROBLEMS
            continue
        used += 1
        came = ", ".join(f"{len(rows):,} rows of {table}" for table, rows in found.tables.items())
        print(f"{path.name}: {came}.")
        _told("Refused", found.refused.to_dict("records"))
        _told("Held back", found.held_back.to_dict("records"))
        if not _totals(found.totals):
            status = PROBLEMS
    if used:
        print("To put the figures on the pages: python -m metrics refresh")
    return status


def _roll_back(options) -> int:
    source = _find(options.source)
    left = published.roll_back(source.name)
    files = ", ".join(one.file for one in left)
    print(f"In use now: {files or 'the bundled facts'}. To put them on the pages: python -m metrics refresh")
    return DONE


def _told(title: str, left_out: list[dict]) -> None:
    if not left_out:
        return
    print(f"  {title}:")
    for row in left_out:
        what = f"{row['what']}, {row['period']}" if row.get("period") else row["what"]
        rows = row.get("rows")
        count = f" ({rows:,.0f} row{'' if rows == 1 else 's'})" if rows else ""
        print(f"    {what}{count}: {row['reason']}")


def _totals(totals: dict) -> bool:
    """Print how the totals agree; whether all do."""
    if not totals:
        return True
    wrong = {name: pair for name, pair in totals.items() if not agrees(*pair)}
    print(f"  Totals: {len(totals) - len(wrong)} of {len(totals)} are the sum of their parts.")
    for name, (told, found) in wrong.items():
        print(f"    {name}: the publisher says {told:,.10g}, the parts give {found:,.10g}.")
    return not wrong


def _find(name: str) -> Source:
    try:
        return registry.find(name)
    except SourceError as error:
        raise WrongUsage(f"{error} `python -m data sources` lists all.") from None


if __name__ == "__main__":
    sys.exit(main())
