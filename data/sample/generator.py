"""All demonstration records of one system, from one seed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from data.sample import cohort as programme
from data.sample import grouped, snapshots
from data.sample.attendances import write_attendances
from data.sample.calendar import DEATH_YEARS, MonthlyTotals, labels, monthly_totals
from data.sample.community_contacts import write_community_contacts
from data.sample.condition_registers import write_condition_registers
from data.sample.deaths import write_deaths
from data.sample.digital_requests import write_digital_requests
from data.sample.gp_appointments import write_gp_appointments
from data.sample.manifest import FILE, Manifest, write_manifest
from data.sample.outpatient_attendances import write_outpatient_attendances
from data.sample.records import RecordFile
from data.sample.registered_people import write_registered_people
from data.sample.residents import Residents, residents
from data.sample.spells import write_spells

NOTES = [
    "Monthly numbers of A&E attendances and emergency admissions equal the published ones exactly from April"
    " 2022; earlier months repeat the seasons of 2022/23 and 2023/24 at the level of 2022/23, uncalibrated.",
    "The published numbers are those of the system's hospitals; here all of them are assigned to its "
    "residents.",
    "Deaths of 2020 to 2024 all match the published life expectancy of 2024: they show no pandemic.",
    "People are those of the 2021 census in every year.",
    "Elective and maternity spells, diagnoses, causes, departments, arrival modes and lengths of stay are"
    " plausible, not calibrated.",
    "Falls of 65 and over, self-harm, delays after being ready to leave, readmissions and deaths in hospital"
    " are near the latest published figure of the system, else of its districts, else of England;"
    " procedures, frailty scores and frequent attendance are plausible, not calibrated.",
    "GP appointments of 2024/25 and community contacts of March 2025 equal the published numbers exactly;"
    " other months follow a season and a mild trend of our own. A row represents several events: age,"
    " mode, wait and service are right for an area's many rows, not for one row.",
    "Digital requests, outpatient attendances, use of the NHS App and care given on the registers are round"
    " figures after national reports, including their trends.",
    "Registers match the published prevalence of 2024/25; cardiovascular disease and high risk of it at"
    " round figures. People of one snapshot cannot be followed to the next.",
]

# tables made after the activity of hospitals: (writer, months covered, words for the progress)
_LATER = {
    "gp_appointments": (write_gp_appointments, grouped.MONTHS, "Making GP appointments"),
    "digital_requests": (write_digital_requests, grouped.MONTHS, "Making digital requests"),
    "community_contacts": (write_community_contacts, grouped.MONTHS, "Making community contacts"),
    "outpatient_attendances": (write_outpatient_attendances, grouped.MONTHS, "Making outpatient attendances"),
    "registered_people": (write_registered_people, snapshots.MONTHS, "Making registered people"),
    "condition_registers": (write_condition_registers, snapshots.MONTHS, "Making condition registers"),
}


def generate(
    ics: str, folder: Path, seed: int = 2024, progress: Callable[[float, str], None] | None = None
) -> Manifest:
    """Write the demonstration records of one ICS to a folder, and return (and write) their manifest.

    ``ics`` is an NHS or ONS code; ``progress(fraction, words)`` is called at each step. The same seed gives
    the same records. Each file appears when complete, manifest.json last. Raises ValueError for an unknown
    code.
    """
    report_progress = progress or (lambda fraction, words: None)
    report_progress(0.0, "Reading where people live")
    here = residents(ics)
    attendances = monthly_totals(here.ics_code, "ae_attendances")
    admissions = monthly_totals(here.ics_code, "emergency_admissions")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).unlink(missing_ok=True)  # until the end, the folder is not complete

    rows = {}
    report_progress(0.05, "Making deaths")
    with RecordFile(folder, "deaths") as file:
        life_expectancy = write_deaths(_stream(seed, "deaths"), here, file)
    rows["deaths"] = file.rows

    report_progress(0.1, "Making the people of the programme")
    cohort = programme.make_cohort(_stream(seed, "cohort"), here, admissions.months)
    with RecordFile(folder, "cohort_members") as file:
        programme.write_cohort(here, cohort, file)
    rows["cohort_members"] = file.rows

    with RecordFile(folder, "admitted_spells") as file:
        write_spells(
            _stream(seed, "spells"),
            here,
            admissions,
            cohort,
            file,
            lambda part: report_progress(0.12 + 0.2 * part, "Making admitted spells"),
        )
    rows["admitted_spells"] = file.rows

    with RecordFile(folder, "ae_attendances") as file:
        write_attendances(
            _stream(seed, "attendances"),
            here,
            attendances,
            file,
            lambda part: report_progress(0.32 + 0.23 * part, "Making A&E attendances"),
        )
    rows["ae_attendances"] = file.rows

    for number, (table, (write, _, words)) in enumerate(_LATER.items()):
        report_progress(0.55 + 0.45 * number / len(_LATER), words)
        with RecordFile(folder, table) as file:
            write(_stream(seed, table), here, file)
        rows[table] = file.rows

    manifest = _manifest(here, seed, rows, attendances, admissions, life_expectancy)
    write_manifest(manifest, folder)
    report_progress(1.0, "Demonstration records are ready")
    return manifest


def _stream(seed: int, table: str) -> np.random.Generator:
    """Each table has its own random stream, so that a change to one table does not change the others."""
    return np.random.default_rng([seed, int.from_bytes(hashlib.sha256(table.encode()).digest()[:4])])


def _manifest(
    here: Residents,
    seed: int,
    rows: dict[str, int],
    attendances: MonthlyTotals,
    admissions: MonthlyTotals,
    life_expectancy: list[dict],
) -> Manifest:
    covered = np.intersect1d(attendances.months, admissions.months)
    published = np.intersect1d(
        attendances.months[attendances.published], admissions.months[admissions.published]
    )
    span = np.arange(covered[0], covered[-1] + 1)
    return Manifest(
        ics=here.nhs_code,
        ics_code=here.ics_code,
        name=here.name,
        seed=seed,
        tables=rows,
        covered_months=labels(covered),
        calibrated_months=labels(published),
        backcast_months=labels(np.setdiff1d(covered, published)),
        missing_months=labels(np.setdiff1d(span, covered)),
        death_years=list(DEATH_YEARS),
        months={
            "ae_attendances": labels(attendances.months),
            "admitted_spells": labels(admissions.months),
            "deaths": [f"{year}-{month:02d}" for year in DEATH_YEARS for month in range(1, 13)],
            **{table: labels(months) for table, (_, months, _) in _LATER.items()},
        },
        planted={
            "programme": programme.PROGRAMME,
            "rate_ratio": programme.PLANTED_RATE_RATIO,
            "on": "emergency admissions after enrolment",
            "sites": list(programme.site_masks(here)),
        },
        life_expectancy=life_expectancy,
        notes=NOTES,
    )
