"""The command line: the board paper of one ICS as slides and PDF, without the dashboard running."""

from __future__ import annotations

import argparse
import sys
from itertools import count
from pathlib import Path

from data.command_line import DONE, PROBLEMS, parser_of, progress, run_command, say
from data.storage.folder_trouble import raise_folder_trouble
from data.storage.open_store import StoreMissing
from metrics.language.metric import Shift
from metrics.targets.system import open_system
from pages.paper.choices import MAX_AREAS, MAX_METRICS, choose
from pages.paper.files import FORMATS, make_files, page_count


def main(arguments: list[str] | None = None) -> int:
    """Make the paper; returns 0, 1 (it could not be made) or 2 (a choice that cannot be met)."""
    return run_command(_parser(), arguments, wrong_usage=(StoreMissing, KeyError, ValueError))


def _make(options: argparse.Namespace) -> int:
    system = open_system(options.ics.upper())
    choices = choose(system, options.area, options.shift, options.metric, say=say)
    endings = FORMATS if options.format == "both" else (options.format,)
    total = page_count(system, choices) + len(endings)
    steps = count(1)
    try:
        with progress(total=total, bar_format="{desc:60} {percentage:3.0f}% |{bar:24}| {elapsed}") as bar:
            made = make_files(
                system, choices, options.output, endings, lambda words: bar.to(next(steps), words[:60])
            )
            bar.to(total)
    except OSError as error:
        raise_folder_trouble(error, options.output)
        say(f"{options.output}: cannot be written ({error.strerror}).")
        return PROBLEMS
    for path in made:
        print(f"{path}  {path.stat().st_size / 1000:,.0f} kB")
    return DONE


def _parser() -> argparse.ArgumentParser:
    shifts = ", ".join(shift.slug for shift in Shift)
    parser = parser_of(
        "pages.paper",
        "Make the board paper: a summary, one page per shift, what needs attention, the life "
        "expectancy gap, chosen metrics with control chart and map, commentary, methods and sources. "
        "Slides (PPTX) have charts that can be edited; the PDF is tagged (PDF/UA-1). The figures are those "
        "of the dashboard.",
        "Example: python -m pages.paper --ics QE1 --area Blackpool --metric emergency_admissions "
        "--output papers",
    )
    parser.set_defaults(run=_make)
    parser.add_argument("--ics", default="QE1", help="NHS code of the ICS, like QE1 (the default)")
    parser.add_argument(
        "--area",
        action="append",
        default=[],
        help="a code or a name (a place comes before a district of the same name); "
        f"up to {MAX_AREAS} times; by default the whole system",
    )
    parser.add_argument(
        "--shift", action="append", default=[], help=f"one of {shifts}; may be repeated; by default all"
    )
    parser.add_argument(
        "--metric",
        action="append",
        default=[],
        help=f"a metric's id (python -m metrics list), up to {MAX_METRICS} times; by default those "
        "that are getting worse and the leading metric of each shift",
    )
    parser.add_argument(
        "--output", type=Path, default=Path("."), metavar="FOLDER", help="where the files are written"
    )
    parser.add_argument("--format", choices=(*FORMATS, "both"), default="both")
    return parser


if __name__ == "__main__":
    sys.exit(main())
