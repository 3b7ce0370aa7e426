"""Footprints: the dated tables that say which LSOAs make up a place or a neighbourhood.

One row per LSOA: footprint, area_code, area_name, lsoa_code, valid_from, valid_to. A footprint whose name
begins with "places" defines places; a name that begins with "neighbourhoods" defines neighbourhoods. It
covers every LSOA of the ICS once, for one period: when borders change, that is a new footprint, and the old
footprint stays for comparison.
"""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

import pandas as pd

from data.errors import Problem, ProblemsFound, SourceError
from data.paths import PROJECT_FOLDER, REFERENCE_FOLDER
from data.sources.shared.opening import open_text
from geo.footprints.checks import COLUMNS, footprint_level, footprint_problems
from geo.ics_codes import integrated_care_systems

DESIGNED = "_designed"
SHIPPED_FOLDER = REFERENCE_FOLDER / "footprints"


def own_footprints_folder() -> Path:
    """Where an ICS puts its own footprint file, named by its NHS code (ICS_FOOTPRINTS_FOLDER moves it)."""
    return Path(os.environ.get("ICS_FOOTPRINTS_FOLDER", PROJECT_FOLDER / "data" / "footprints"))


def footprint_files(nhs_code: str) -> tuple[Path, ...]:
    """The footprint files of an ICS, its own first; none if it has not defined any."""
    candidates = (own_footprints_folder() / f"{nhs_code}.csv", SHIPPED_FOLDER / f"{nhs_code}.csv")
    return tuple(path for path in candidates if path.is_file())


def is_designed(footprint: str | None) -> bool:
    """Whether a footprint was designed for this project or by an ICS, and is not official: by its name."""
    return footprint is not None and footprint.endswith(DESIGNED)


def stray_files() -> list[str]:
    """A sentence for each file in the folder of the ICSs' own files that no ICS uses because of its name."""
    folder = own_footprints_folder()
    codes = set(integrated_care_systems()["nhs_code"])
    return [
        f"{path.name} in {folder.name} belongs to no ICS; allowed: an NHS code and .csv, like QE1.csv."
        for path in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if path.is_file()
        and not path.name.startswith((".", "README"))
        and path.name not in {f"{code}.csv" for code in codes}
    ]


def read_footprints(files: tuple[Path, ...], ics_code: str) -> pd.DataFrame:
    """The footprints of an ICS: footprint, area_level, area_code, area_name, lsoa_code and the two dates.

    An earlier file takes precedence, level by level: its places replace all places of the later file, its
    neighbourhoods all neighbourhoods. Raises ProblemsFound with every problem of a file; a file is used as
    a whole or not at all.
    """
    parts: list[pd.DataFrame] = []
    for path in files:
        rows = _checked(path, ics_code)
        covered = {level for part in parts for level in part["area_level"]}
        kept = rows[~rows["area_level"].isin(covered)]
        _refuse_shared_codes(path, kept, parts)
        parts.append(kept)
    if not parts:
        return pd.DataFrame(columns=["footprint", "area_level", *COLUMNS[1:]])
    return pd.concat(parts, ignore_index=True)


def latest_footprint(rows: pd.DataFrame, level: str, today: date | None = None) -> str | None:
    """The footprint of a level that began last and has begun by ``today``; None where the level has none."""
    of_level = rows[rows["area_level"] == level].drop_duplicates("footprint")
    begun = of_level[of_level["valid_from"] <= pd.Timestamp(today or date.today())]
    choice = (begun if len(begun) else of_level).sort_values(["valid_from", "footprint"])
    return None if choice.empty else choice["footprint"].iloc[-1]


def _checked(path: Path, ics_code: str) -> pd.DataFrame:
    try:
        reader = csv.reader(io.StringIO(open_text(path), newline=""))
        numbered = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except (SourceError, csv.Error) as error:
        reason = str(error).removeprefix(f"{path.name}: ").rstrip(".")
        raise ProblemsFound([Problem(path.name, "", "file", reason, "a CSV file in UTF-8")]) from None
    problems = footprint_problems(path.name, numbered, ics_code)
    if problems:
        raise ProblemsFound(problems)
    header = numbered[0][1]
    rows = pd.DataFrame([row for _, row in numbered[1:]], columns=header, dtype="str")[list(COLUMNS)]
    for field in ("valid_from", "valid_to"):
        rows[field] = pd.to_datetime(rows[field].replace("", None), format="%Y-%m-%d")
    rows.insert(1, "area_level", rows["footprint"].map(footprint_level))
    return rows


def _refuse_shared_codes(path: Path, rows: pd.DataFrame, parts: list[pd.DataFrame]) -> None:
    taken = {code for part in parts for code in part["area_code"]} & set(rows["area_code"])
    if taken:
        codes = ", ".join(sorted(taken))
        raise ProblemsFound(
            [
                Problem(
                    path.name,
                    "",
                    "area_code",
                    f"{codes}, also in the ICS's own file",
                    "a code that no other area has",
                )
            ]
        )
