"""The command line: which ICSs there are, what one is made of, and whether its areas fit together."""

from __future__ import annotations

import argparse
import sys

from data.command_line import DONE, PROBLEMS, commands_of, parser_of, progress, run_command
from data.errors import ProblemsFound
from geo.areas import Geography
from geo.assembly import footprint_problems, geography
from geo.census_checks import census_problems, england_problems
from geo.checks import geography_problems, map_problems
from geo.footprints.read import is_designed, stray_files
from geo.ics_codes import integrated_care_systems
from geo.levels import FOOTPRINT_LEVELS, level_words
from geo.neighbourhoods.checks import Neighbourhoods, check_neighbourhoods, range_problems, summary
from geo.template import write_template


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0, 1 (problems found) or 2 (wrong usage)."""
    return run_command(_parser(), arguments, problems=(ProblemsFound,), wrong_usage=(ValueError,))


def _parser() -> argparse.ArgumentParser:
    parser = parser_of("geo", __doc__)
    command = commands_of(parser)
    command("list", _list, "the 42 ICSs of England and their codes", description="")
    showing = command(
        "show",
        _show,
        "the levels and areas of one ICS",
        "example: python -m geo show QE1 --level place",
        description="",
    )
    showing.add_argument("ics", help="NHS code (QE1) or ONS code (E54000048)")
    showing.add_argument("--level", help="list the areas of this level")
    checking = command(
        "check",
        _check,
        "whether every LSOA is in one area of each level, the population matches the census, "
        "neighbourhoods are contiguous and within their size, and priority areas exist",
        "example: python -m geo check QE1 --maps",
        description="",
    )
    checking.add_argument("ics", nargs="?", default="QE1", help="NHS or ONS code (QE1 if none is given)")
    checking.add_argument("--all", action="store_true", help="check all 42 ICSs")
    checking.add_argument(
        "--maps", action="store_true", help="also draw every level: about 3 seconds per ICS"
    )
    template = command(
        "template",
        _template,
        "the current places and neighbourhoods as CSV, to edit and then move into data/footprints",
        "example: python -m geo template QR1 > QR1.csv",
        description="",
    )
    template.add_argument("ics", help="NHS code (QR1) or ONS code (E54000043)")
    return parser


def _list(_: argparse.Namespace) -> int:
    for row in integrated_care_systems().itertuples():
        print(f"{row.nhs_code}  {row.ics_code}  {row.name}")
    return DONE


def _show(options: argparse.Namespace) -> int:
    shown = geography(options.ics)
    areas = shown.table(options.level) if options.level else None
    people = shown.area(shown.ics_code)["population"]
    print(f"{shown.name} ({shown.nhs_code}, {shown.ics_code}): {people:,} people (Census 2021)")
    if areas is None:
        _show_levels(shown)
        return DONE
    for row in areas.itertuples():
        outside = f"{row.outside_lsoas} LSOAs in another ICS" if row.outside_lsoas else ""
        note = ", ".join(filter(None, ["priority" if row.priority else "", outside]))
        print(f"{row.area_code:<30} {row.population:>9,}  {row.label}{f' ({note})' if note else ''}")
    return DONE


def _show_levels(shown: Geography) -> None:
    for level in shown.levels:
        words = level_words(level)
        footprints = [None]
        if level in FOOTPRINT_LEVELS:
            footprints = list(shown.areas.loc[shown.areas["area_level"] == level, "footprint"].unique())
        for footprint in footprints:
            count = len(shown.table(level, footprint))
            is_current = footprint in (shown.default_footprint, shown.neighbourhood_footprint)
            note = "" if footprint is None else f" ({footprint}{', current' if is_current else ''}"
            note += f"{', designed, not official' if is_designed(footprint) else ''})" if note else ""
            print(f"{count:>6} {words.singular if count == 1 else words.plural}{note}")


def _check(options: argparse.Namespace) -> int:
    codes = list(integrated_care_systems()["nhs_code"]) if options.all else [options.ics]
    problems = stray_files()
    checked: list[Geography] = []
    neighbourhoods: list[Neighbourhoods] = []
    with progress(total=len(codes), unit="ICS", leave=False) as bar:
        for number, code in enumerate(codes):
            system = geography(code)
            problems += map(str, footprint_problems(code))
            bar.to(number, f"Checking {system.nhs_code}")
            checked.append(system)
            neighbourhoods.append(check_neighbourhoods(system))
            problems += geography_problems(system) + census_problems(system) + neighbourhoods[-1].problems
            problems += map_problems(system) if options.maps else []
    if options.all:
        problems += range_problems(neighbourhoods) + england_problems(checked)
    _show_summary(neighbourhoods)
    print("\n".join(problems) or f"{len(codes)} ICS{'' if len(codes) == 1 else 's'} checked, no problems.")
    return PROBLEMS if problems else DONE


def _show_summary(systems: list[Neighbourhoods]) -> None:
    if not systems:
        return
    print("ICS   places  neighbourhoods  30,000 to 50,000    smallest  largest      people")
    for row in summary(systems).itertuples():
        print(
            f"{row.ics:<4} {row.places:>7}  {row.neighbourhoods:>14,}"
            f"  {row.in_range:>7,} ({row.share:5.1f} %)"
            f"  {row.smallest:>9,}  {row.largest:>7,}  {row.people:>10,}"
        )
    outside = [sentence for system in systems for sentence in system.outside]
    print(
        "\n".join(["Outside the range, and why:", *(f"  {sentence}" for sentence in outside), ""])
        if outside
        else ""
    )


def _template(options: argparse.Namespace) -> int:
    write_template(geography(options.ics), sys.stdout)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
