"""A small good file of each published source, in its publisher's form: name of the source -> writer.

A writer takes a folder and returns the path of the file that it wrote there. A source gets all tests of
damaged files by standing here, or in ``EXAMPLES`` of a module of this folder named ``examples_of_...``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import tests.lib

# Systems by ONS code with NHS code; the last two were recoded in 2023 and stand by their codes of 2022.
SYSTEMS = {"E54000048": "QE1", "E54000008": "QYG", "E54000040": "QOX", "E54000052": "QXU", "E54000053": "QNX"}
MONTHS = pd.period_range("2025-04", "2025-09", freq="M")


def write_ae(folder: Path, months=MONTHS, name: str = "england_icb_accidents_emergency.csv") -> Path:
    return _written(ae_rows(months), folder / name)


def ae_rows(months=MONTHS) -> pd.DataFrame:
    """Figures near those of Lancashire and South Cumbria; no month is like another."""
    rows = [
        {
            "icb22_code": code,
            "total_attendances": 60_000 + 1_000 * place + 97 * month.month,
            "attendances_over_4hours": 14_000 + 100 * place + 13 * month.month,
            "total_emergency_admissions": 15_000 + 300 * place + 31 * month.month,
            "emergency_admissions_over_4hours": 4_900 + 40 * place + 7 * month.month,
            "month": str(month),
        }
        for month in months
        for place, code in enumerate(SYSTEMS)
    ]
    rows = pd.DataFrame(rows)
    share = (rows.attendances_over_4hours / rows.total_attendances).round(2)
    waited = (rows.emergency_admissions_over_4hours / rows.total_emergency_admissions).round(2)
    return rows.assign(pct_attendance_over_4hours=share, pct_emergency_admissions_over_4hours=waited)


def write_discharge(folder: Path, name: str = "discharge_daily_icb.parquet") -> Path:
    days = pd.date_range("2025-04-01", "2025-05-31")
    rows = pd.DataFrame(
        {
            "icb22_code": code,
            "date": day.date(),
            "do_not_meet_criteria_to_reside": 600.0 + 10 * place + day.day,
            "discharged_by_1700": 200.0 + day.day,
            "discharged_between_1701_2359": 90.0,
            "discharged_total": 290.0 + day.day,
        }
        for place, code in enumerate(SYSTEMS)
        for day in days
    )
    path = folder / name
    rows.to_parquet(path, index=False)
    return path


def write_virtual_wards(folder: Path, name: str = "virtual_wards_icb.csv") -> Path:
    rows = [
        {
            "date": f"{month}-01",
            "region_code": "Y62",
            "icb_code": code,
            "capacity": 400 + at + place,
            "capacity_per_population": 100_000 * (400 + at + place) / 1_500_000,
            "population": 1_500_000,
            "num_ward_patients": 200 + 2 * at + place,
            "occupancy": (200 + 2 * at + place) / (400 + at + place),
            "suppressed": False,
        }
        for at, month in enumerate(MONTHS)
        for place, code in enumerate(SYSTEMS.values())
    ]
    return _written(pd.DataFrame(rows), folder / name)


def write_waits(folder: Path, name: str = "rtt.csv") -> Path:
    rows = []
    for at, month in enumerate(MONTHS):
        parts = {"Cardiology Service": 1_000 + at, "Urology Service": 700 + 2 * at}
        for specialty, over_18 in {**parts, "Total": sum(parts.values())}.items():
            rows.append(
                {
                    "stp20_nhs_code": "QE1",
                    "stp20_name": "LANCASHIRE AND SOUTH CUMBRIA",
                    "date": f"{month}-01",
                    "year": float(month.year),
                    "month": month.strftime("%b"),
                    "treatment": specialty,
                    "waits_over_18_weeks": float(over_18),
                    "waits_over_52_weeks": float(
                        {"Cardiology Service": 10, "Urology Service": 5}.get(specialty, 15)
                    ),
                }
            )
    return _written(pd.DataFrame(rows), folder / name)


def write_beds(folder: Path, name: str = "england_beds.csv") -> Path:
    rows = []
    for at, month in enumerate(MONTHS):
        for place, code in enumerate(("RXL", "RXN", "RXR", "RTX", "RBL")):
            row = {"nhs_trust22_code": code, "month": str(month)}
            for kind, rate, beds in (
                ("general_acute_beds", "general_acute_beds_occupancy_rate", 800),
                ("adult_general_acute_beds", "adult_general_acute_beds_occupancy_rate", 700),
                ("adult_critical_care_beds", "adult_critical_care_occupancy_rate", 20),
            ):
                available, occupied = beds + 10 * place + at, beds + 10 * place - 3
                row |= {
                    f"{kind}_available": float(available),
                    f"{kind}_occupied": float(occupied),
                    rate: round(occupied / available, 3),
                }
            rows.append(row)
    return _written(pd.DataFrame(rows), folder / name)


def write_provider_metrics(folder: Path, name: str = "nhse_icb_provider_metrics.csv") -> Path:
    empty = dict.fromkeys("count percent denominator average days beds lower_95 upper_95 base".split(), "")
    about = {"publication": "Two-hour response", "name": "", "label": ""}
    rows = []
    for place, code in enumerate(SYSTEMS.values()):
        here = {**empty, **about, "period": "2025-26", "level": "icb", "code": code}
        count, of = 30_000 + 100 * place, 60_000
        rows += [
            {**here, "dataset": "ucr-2025-26", "metric": "ucr-referrals", "count": float(count)},
            {
                **here,
                "dataset": "gpad-2025-26",
                "metric": "same-day-capacity",
                "count": float(count),
                "percent": round(100 * count / of, 2),
                "denominator": float(of),
            },
        ]
    rows.append({**rows[0], "level": "provider", "code": "RXL"})
    order = ["dataset", "publication", "period", "level", "code", "name", "metric", "label", *empty]
    return _written(pd.DataFrame(rows)[order], folder / name)


EXAMPLES: dict[str, Callable[[Path], Path]] = {
    "nhs_england_ae": write_ae,
    "nhs_england_discharge": write_discharge,
    "nhs_england_virtual_wards": write_virtual_wards,
    "nhs_england_waits": write_waits,
    "nhs_england_beds": write_beds,
    "nhs_england_provider_metrics": write_provider_metrics,
}


def examples() -> dict[str, Callable[[Path], Path]]:
    """The examples here and of every module ``examples_of_...`` beside this one."""
    found = dict(EXAMPLES)
    for module in pkgutil.iter_modules(tests.lib.__path__):
        if module.name.startswith("examples_of_"):
            found |= importlib.import_module(f"tests.lib.{module.name}").EXAMPLES
    return found


def _written(rows: pd.DataFrame, path: Path) -> Path:
    rows.to_csv(path, index=False)
    return path
