"""The current footprints as a file to edit: a start for an ICS that defines its own."""

from __future__ import annotations

from datetime import date
from typing import TextIO

from data.spreadsheet import CsvWriter
from geo.areas import Geography
from geo.footprints.checks import COLUMNS
from geo.footprints.read import DESIGNED
from geo.levels import FOOTPRINT_LEVELS, level_words


def write_template(geography: Geography, lines: TextIO, today: date | None = None) -> None:
    """Writes the current places and neighbourhoods as CSV, in a form that can be used without changes.

    Areas used in place of a footprint (districts, designed neighbourhoods) get the name of a footprint of
    the ICS's own, which begins today.
    """
    writer = CsvWriter(lines, COLUMNS)
    writer.header()
    for level in FOOTPRINT_LEVELS:
        areas = geography.table(level).set_index("area_code")
        for lsoa, code in geography.area_by_lsoa(level).sort_index().sort_values(kind="stable").items():
            area = areas.loc[code]
            begins, ends = (
                "" if value is None or value != value else f"{value:%Y-%m-%d}"
                for value in (area["valid_from"], area["valid_to"])
            )
            footprint = _own_name(area["footprint"], level)
            writer.row((footprint, code, area["area_name"], lsoa, begins or f"{today or date.today()}", ends))


def _own_name(footprint: str, level: str) -> str:
    plural = level_words(level).plural
    name = footprint.removesuffix(DESIGNED)
    return name if name.split("_")[0] == plural else plural
