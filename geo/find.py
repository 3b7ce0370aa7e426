"""Areas as people name them, and the areas of one level inside another."""

from __future__ import annotations

from geo.areas import Geography


def find_area(area: Geography, text: str) -> str:
    """The code of an area given as code, NHS code or name (any case). Raises ValueError when none or several
    fit.
    """
    codes = area.areas.area_code.tolist()
    if text in codes:
        return text
    if text.upper() == area.nhs_code:
        return area.ics_code
    same = area.areas[
        (area.areas.label.str.casefold() == text.casefold())
        | (area.areas.area_name.str.casefold() == text.casefold())
    ]
    if len(same) == 1:
        return same.area_code.iloc[0]
    if same.empty:
        raise ValueError(
            f"{area.name} has no area {text!r}; give a code or a name like Blackpool or Claremont."
        )
    listed = ", ".join(f"{row.label} ({row.area_level}, {row.area_code})" for row in same.itertuples())
    raise ValueError(f"{text!r} may be {listed}; give the code.")


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
