"""The command line: list, show, values, check, new, preview, docs, and the commands for the store."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from data.command_line import DONE, PROBLEMS, commands_of, parser_of, report, run_command, say
from data.spreadsheet import csv_text
from data.storage.open_store import StoreMissing
from data.storage.refresh_lock import RefreshRuns
from metrics.cli.store_commands import add_store_commands
from metrics.language import registry
from metrics.language.checking import check_file, check_files, file_replacement_problem
from metrics.language.template import KINDS, write_definition
from metrics.targets.check_files import strategy_problems, target_warnings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, 1 (problems were found) or 2 (wrong usage)."""
    return run_command(
        _parser(), arguments, problems=(RefreshRuns,), wrong_usage=(StoreMissing, KeyError, ValueError)
    )


def _parser() -> argparse.ArgumentParser:
    parser = parser_of(
        "metrics",
        "Metrics of the three shifts: list, check and refresh them.",
        "Example: python -m metrics values life_expectancy_at_birth --level ward --area "
        "E06000009 --format csv",
    )
    command = commands_of(parser)
    command("list", _list, "List all metrics with their shifts.")
    command("show", _show, "Show one metric's definition card.").add_argument("metric")
    values = command("values", _values, "Print a metric's results, one row per area, sex and period.")
    values.add_argument("metric")
    values.add_argument(
        "--level",
        help="ics, place, district, neighbourhood or ward",
        choices=("england", "region", "ics", "place", "district", "neighbourhood", "ward"),
    )
    values.add_argument(
        "--area",
        help="an ICS, or an area whose parts are shown: a code or a name (where a place and a district share "
        "a name, the place)",
        default=None,
    )
    values.add_argument("--ics", help="NHS code of the ICS whose store is read", default="QE1")
    values.add_argument(
        "--period", help="latest, all, or the label of a period, such as 2024/25", default="latest"
    )
    values.add_argument("--footprint", help="which set of places, such as places_2022", default=None)
    values.add_argument("--format", choices=("table", "csv", "json"), default="table")
    check = command(
        "check",
        _check,
        "Check the given definitions, or all definitions and the files of targets, rebases and annotations; "
        "reports every problem with file and line.",
    )
    check.add_argument("files", nargs="*", type=Path)
    new = command(
        "new", _new, "Write a new definition with blanks to fill in; check lists the blanks that are left."
    )
    new.add_argument("metric", help="the new metric's id, such as hip_fracture_admissions")
    new.add_argument("--kind", choices=KINDS, default=KINDS[0], help="the kind of metric (default: rate)")
    preview = command(
        "preview",
        _preview,
        "Compute a definition file at all levels from the records of the last refresh, without activating "
        "it.",
    )
    preview.add_argument("file", type=Path, help="a definition file, in any folder")
    preview.add_argument("--ics", default="QE1", help="NHS code of the ICS whose records are counted")
    pages = command("docs", _docs, "Write the pages of docs/ that are generated from definitions and tables.")
    pages.add_argument(
        "--check",
        action="store_true",
        help="write nothing; list the pages that are out of date and exit with 1",
    )
    add_store_commands(command)
    return parser


def _list(options) -> int:
    for metric in registry.metrics().values():
        print(f"{metric.id:34} {metric.title:68} {'; '.join(shift.title for shift in metric.shifts)}")
    return report(registry.problems())


def _show(options) -> int:
    metric = registry.find(options.metric)
    rows = [
        ("Title", metric.title),
        ("Measures", metric.measures),
        ("Why", metric.why),
        ("Unit", metric.unit),
        ("Better is", metric.polarity.value),
        *((shift.title, reason) for shift, reason in metric.shifts.items()),
        ("Levels", ", ".join(metric.levels)),
        ("Ages", metric.ages),
        ("Caution", metric.caution),
        ("Next question", metric.next_question),
        ("Source", metric.source),
        ("Owner", metric.owner),
        ("Next review", metric.next_review),
    ]
    if metric.numerator is not None:
        rows.append(
            (
                "Counts",
                f"{metric.numerator.table.name} where "
                f"{' '.join(metric.numerator.where.text.split()) or 'all rows'}",
            )
        )
    for name, text in rows:
        print(f"{name:24} {text}")
    return DONE


def _values(options) -> int:
    from metrics.store.selection import select_values

    frame = select_values(
        registry.find(options.metric),
        options.ics,
        options.level,
        options.area,
        options.period,
        options.footprint,
        say=say,
    )
    if options.format == "csv":
        sys.stdout.write(csv_text(frame))
    elif options.format == "json":
        print(json.dumps(json.loads(frame.to_json(orient="records", date_format="iso")), indent=1))
    else:
        print(frame.to_string(index=False) if len(frame) else "No results match.")
    return DONE


def _check(options) -> int:
    problems = check_files(options.files) if options.files else [*registry.problems(), *strategy_problems()]
    if not options.files:
        for warning in target_warnings():
            say(warning)
    if not problems:
        count = len(options.files) or len(registry.metrics())
        print(f"{count} definition{'s' if count > 1 else ''}, no problems.")
    return report(problems)


def _new(options) -> int:
    path = write_definition(options.metric, options.kind)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    print(
        f"Written: {shown}\nFill in the blanks. To list those that are left: python -m metrics check {shown}"
    )
    return DONE


def _preview(options) -> int:
    metric, problems = check_file(options.file)
    if metric is None:
        return report(problems)
    from metrics.cli.preview_text import preview_text
    from metrics.store.preview import preview

    # Printed first: the figures mislead an author who meant to write a new metric, not to replace one.
    if sentence := file_replacement_problem(options.file):
        say(sentence)
    print(preview_text(preview(metric, options.ics)))
    return DONE


def _docs(options) -> int:
    from metrics.cli.docs import PAGES, stale_pages, write_pages

    stale = stale_pages() if options.check else write_pages()
    for path in stale:
        words = "is out of date; write it with: python -m metrics docs" if options.check else "written"
        print(f"docs/{path.name} {words}", file=sys.stderr if options.check else sys.stdout)
    if not stale:
        print(f"{len(PAGES)} pages, all up to date.")
    return PROBLEMS if stale and options.check else DONE


if __name__ == "__main__":
    sys.exit(main())
