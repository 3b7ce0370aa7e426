"""The command line: which ICSs there are, what one is made of, and whether its areas fit together."""

from __future__ import annotations

import argparse
import sys

from geo.areas import Geography, geography
from geo.checks import geography_problems, map_problems
from geo.ics_codes import integrated_care_systems
from geo.levels import FOOTPRINT_LEVELS, level_words

OK, PROBLEMS_FOUND, WRONG_USAGE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0, 1 (problems found) or 2 (wrong usage)."""
    options = _parser().parse_args(arguments)
    return options.command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", help="the 42 ICSs of England and their codes")
    listing.set_defaults(command=_list)
    showing = commands.add_parser(
        "show", help="the levels and areas of one ICS", epilog="example: python -m geo show QE1 --level place"
    )
    showing.add_argument("ics", help="NHS code (QE1) or ONS code (E54000048)")
    showing.add_argument("--level", help="list the areas of this level")
    showing.set_defaults(command=_show)
    checking = commands.add_parser(
        "check",
        help="whether every LSOA is in one area of each level, people add up, priority areas exist",
        epilog="example: python -m geo check QE1 --maps",
    )
    checking.add_argument("ics", nargs="?", default="QE1", help="NHS or ONS code (QE1 if none is given)")
    checking.add_argument("--all", action="store_true", help="check all 42 ICSs")
    checking.add_argument("--maps", action="store_true", help="also draw every level: about 3 seconds an ICS")
    checking.set_defaults(command=_check)
    return parser


def _list(_: argparse.Namespace) -> int:
    for row in integrated_care_systems().itertuples():
        print(f"{row.nhs_code}  {row.ics_code}  {row.name}")
    return OK


def _show(options: argparse.Namespace) -> int:
    try:
        shown = geography(options.ics)
        areas = shown.table(options.level) if options.level else None
    except ValueError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    people = shown.area(shown.ics_code)["population"]
    print(f"{shown.name} ({shown.nhs_code}, {shown.ics_code}): {people:,} people (Census 2021)")
    if areas is None:
        _show_levels(shown)
        return OK
    for row in areas.itertuples():
        outside = f"{row.outside_lsoas} LSOAs in another ICS" if row.outside_lsoas else ""
        note = ", ".join(filter(None, ["priority" if row.priority else "", outside]))
        print(f"{row.area_code:<30} {row.population:>9,}  {row.label}{f' ({note})' if note else ''}")
    return OK


def _show_levels(shown: Geography) -> None:
    for level in shown.levels:
        words = level_words(level)
        footprints = [None]
        if level in FOOTPRINT_LEVELS:
            footprints = list(shown.areas.loc[shown.areas["area_level"] == level, "footprint"].unique())
        for footprint in footprints:
            count = len(shown.table(level, footprint))
            in_force = footprint in (shown.default_footprint, shown.neighbourhood_footprint)
            note = "" if footprint is None else f" ({footprint}{', in force' if in_force else ''})"
            print(f"{count:>6} {words.singular if count == 1 else words.plural}{note}")


def _check(options: argparse.Namespace) -> int:
    codes = list(integrated_care_systems()["nhs_code"]) if options.all else [options.ics]
    problems: list[str] = []
    for number, code in enumerate(codes, start=1):
        if sys.stderr.isatty():
            print(f"\rChecking {code} ({number} of {len(codes)})", end="", file=sys.stderr, flush=True)
        try:
            checked = geography(code)
        except ValueError as error:
            if not hasattr(error, "problems"):
                print(error, file=sys.stderr)
                return WRONG_USAGE
            problems.append(str(error))
            continue
        problems += geography_problems(checked) + (map_problems(checked) if options.maps else [])
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print("\n".join(problems) or f"{len(codes)} ICS{'' if len(codes) == 1 else 's'} checked, no problems.")
    return PROBLEMS_FOUND if problems else OK


if __name__ == "__main__":
    sys.exit(main())
