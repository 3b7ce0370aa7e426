"""Finding an area by code or name, and the areas of one level inside another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from geo.areas import Geography
from geo.levels import FOOTPRINT_LEVELS, LEVELS, level_words


def find_area(
    area: Geography,
    text: str,
    levels: Sequence[str] = LEVELS,
    footprint: str | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> str:
    """The code of an area given as code, NHS code or name (any case). Raises ValueError when none or several
    match.

    Where areas of several levels share a name, the place is chosen, and without a place the largest of them;
    ``say`` is then called with a sentence that names them all. Areas of levels outside ``levels``, and
    former areas (of a footprint that is neither requested nor current), are chosen only where no other area
    has the name.
    """
    if text in area.areas.area_code.tolist():
        return text
    if text.upper() == area.nhs_code:
        return area.ics_code
    same = area.areas[
        (area.areas.label.str.casefold() == text.casefold())
        | (area.areas.area_name.str.casefold() == text.casefold())
    ]
    if same.empty:
        raise ValueError(
            f"{area.name} has no area {text!r}; give a code or a name like Blackpool or Claremont."
        )
    in_use = {area.footprint(level, footprint) for level in FOOTPRINT_LEVELS}
    rows = [(row, pd.notna(row.footprint) and row.footprint not in in_use) for row in same.itertuples()]

    def order(row, is_former: bool) -> tuple:
        level = row.area_level
        return is_former, level not in levels, level != "place", LEVELS.index(level)

    first = min(order(*row) for row in rows)
    matches = [row for row in rows if order(*row) == first]
    if len(matches) > 1:
        listed = ", ".join(f"{row.label} ({row.area_level}, {row.area_code})" for row, _ in matches)
        raise ValueError(f"{text!r} could be {listed}; give the code.")
    other_matches = [
        f"the {_kind(*row)} of that name is {row[0].area_code}" for row in rows if row not in matches
    ]
    (match,) = matches
    if other_matches:
        say(f"{match[0].label} is the {_kind(*match)} {match[0].area_code}; {' and '.join(other_matches)}.")
    return match[0].area_code


def _kind(row, is_former: bool) -> str:
    return f"{'former ' if is_former else ''}{level_words(row.area_level).singular}"


def codes_inside(area: Geography, code: str, level: str, footprint: str | None = None) -> list[str]:
    """Codes of the areas of ``level`` inside an area; the area itself at its own level; all of them for the
    ICS.
    """
    own = area.area(code)
    if own.area_level == level:
        return [code]
    if code == area.ics_code:
        return area.table(level, footprint).area_code.tolist()
    return area.children(code, level, footprint)
