"""Where the project stores the files that it generates: below one folder that may be moved or deleted."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
REFERENCE_FOLDER = PROJECT_FOLDER / "data" / "reference"
DEFINITIONS_FOLDER = PROJECT_FOLDER / "metrics" / "definitions"


def generated_folder() -> Path:
    """The folder of all generated files, as opposed to hand-written ones (ICS_DATA_FOLDER moves it)."""
    return Path(os.environ.get("ICS_DATA_FOLDER", PROJECT_FOLDER / "data" / "store"))


def cache_folder() -> Path:
    """Boundaries and other things that are slow to make and the same for every refresh."""
    folder = generated_folder() / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def store_folder(ics: str) -> Path:
    """The results stores of one ICS, by its NHS code."""
    folder = generated_folder() / ics
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def all_local_records_folder() -> Path:
    """Where all ICSs put records of their own, one folder each (ICS_RECORDS_FOLDER moves it)."""
    return Path(os.environ.get("ICS_RECORDS_FOLDER", PROJECT_FOLDER / "data" / "records"))


def local_records_folder(ics: str) -> Path:
    """Where an ICS puts its own records; they are used instead of demonstration records."""
    return all_local_records_folder() / ics


def local_boundaries_folder() -> Path:
    """Where an ICS puts GeoJSON files of boundaries (ICS_BOUNDARIES_FOLDER moves it)."""
    return Path(os.environ.get("ICS_BOUNDARIES_FOLDER", PROJECT_FOLDER / "data" / "boundaries"))


def local_strategy_folder(ics: str) -> Path:
    """Where an ICS puts its own targets, rebases and annotations (ICS_STRATEGY_FOLDER moves it)."""
    return _own_strategy() / ics


def local_strategy_systems() -> list[str]:
    """NHS codes of the systems that have such a folder."""
    return sorted(path.name for path in _own_strategy().glob("*") if path.is_dir())


def _own_strategy() -> Path:
    return Path(os.environ.get("ICS_STRATEGY_FOLDER", PROJECT_FOLDER / "data" / "own_strategy"))
