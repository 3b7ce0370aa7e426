"""The files of a system's strategy: those that ship with the project, and the ICS's own."""

from __future__ import annotations

from pathlib import Path

from data.paths import local_strategy_folder, local_strategy_systems
from data.reference import reference

_FOLDER = Path(__file__).parent


def strategy_file(name: str, ics: str) -> Path:
    """The ICS's own file of that name, else the bundled one."""
    own = local_strategy_folder(ics) / f"{name}.yaml"
    return own if own.is_file() else _FOLDER / f"{name}.yaml"


def strategy_files(name: str, ics: str) -> list[Path]:
    """The bundled file and the ICS's own, if they exist."""
    both = (_FOLDER / f"{name}.yaml", local_strategy_folder(ics) / f"{name}.yaml")
    return [path for path in both if path.is_file()]


def strategy_files_of_all(name: str) -> list[tuple[str, Path]]:
    """Every file of that name with the system that it is limited to: "" for the bundled one."""
    own = [(ics, local_strategy_folder(ics) / f"{name}.yaml") for ics in systems_with_own_files()]
    return [(ics, path) for ics, path in [("", _FOLDER / f"{name}.yaml"), *own] if path.is_file()]


def systems_with_own_files() -> list[str]:
    """NHS codes of the systems that have put in a file."""
    return [name for name in local_strategy_systems() if name in _known_systems()]


def stray_folders() -> list[str]:
    """The names of folders among the systems' own that belong to no system."""
    return [name for name in local_strategy_systems() if name not in _known_systems()]


def _known_systems() -> set[str]:
    return set(reference("areas").nhs_code.dropna())
