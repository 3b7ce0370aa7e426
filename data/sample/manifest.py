"""The manifest of a folder of demonstration records."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from data.storage.atomic_file import write_atomically

FILE = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """Seed, system, rows and coverage of one folder of demonstration records.

    ``covered_months`` have activity records ("2022-04"): ``calibrated_months`` at the published total and
    ``backcast_months`` without one; ``missing_months`` are months in between without records.
    ``life_expectancy`` has for each district and sex the target, whether it is published, and the result from
    the records (years, five calendar years pooled). ``planted`` is the known effect of the programme.
    ``months`` are the months that each table covers; for a table of snapshots, those of its days.
    """

    ics: str
    ics_code: str
    name: str
    seed: int
    tables: dict[str, int]
    covered_months: list[str]
    calibrated_months: list[str]
    backcast_months: list[str]
    missing_months: list[str]
    death_years: list[int]
    planted: dict
    life_expectancy: list[dict]
    notes: list[str] = field(default_factory=list)
    months: dict[str, list[str]] = field(default_factory=dict)  # empty in folders made before it was kept
    label: str = (
        "Synthetic: demonstration records, generated and not collected; the people in them do not exist."
    )


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write manifest.json; it is the last file to appear, so that a folder with one is complete."""
    write_atomically(folder / FILE, json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, or None when the folder has no complete set of records."""
    path = Path(folder) / FILE
    return Manifest(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None
