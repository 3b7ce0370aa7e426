"""The tables that a metric may use, each column described.

A source (an ICS's own records, or the demonstration records) must deliver these columns; ``data.checks``
holds every row against them. Forms follow the national data sets: ECDS for A&E, SUS APC for admitted spells.
"""

from __future__ import annotations

from dataclasses import dataclass

AGE_BANDS = ("<1", "1-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+")
SEXES = ("female", "male")


@dataclass(frozen=True)
class Column:
    """One column: ``kind`` is text, integer or date; ``allowed`` lists its values where they are few."""

    name: str
    kind: str
    description: str
    allowed: tuple[str, ...] = ()
    required: bool = True
    least: int | None = None
    most: int | None = None
    pattern: str | None = None
    usable: bool = True  # may a metric's ``where`` name it?


@dataclass(frozen=True)
class Table:
    """A table of events, one row an event, counted by ``date`` and by the LSOA where the person lives."""

    name: str
    title: str
    description: str
    key: str
    date: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def usable(self) -> tuple[str, ...]:
        """The columns that a metric's ``where`` may name."""
        return tuple(column.name for column in self.columns if column.usable)


@dataclass(frozen=True)
class Population:
    """People by LSOA, sex and age band: the denominator of every rate."""

    name: str = "population"
    title: str = "Census 2021 population"


_LSOA = Column(
    "lsoa_code",
    "text",
    "LSOA 2021 where the person lives",
    pattern="E01[0-9]{6}",
    required=False,
    usable=False,
)
_AGE = Column("age", "integer", "Age in completed years on the day", least=0, most=120)
_SEX = Column("sex", "text", "Sex", allowed=SEXES)
_PERSON = Column("person_id", "integer", "Pseudonym, only for linking", required=False, usable=False)

population = Population()

ae_attendances = Table(
    name="ae_attendances",
    title="A&E attendances",
    description="One row an attendance at an A&E department of any type.",
    key="attendance_id",
    date="arrival_date",
    columns=(
        Column("attendance_id", "integer", "Number of the attendance", usable=False),
        Column("arrival_date", "date", "Day of arrival", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "department_type",
            "text",
            "01 major, 02 single specialty, 03 minor injuries, 05 same day emergency care",
            allowed=("01", "02", "03", "04", "05"),
        ),
        Column("arrival_mode", "text", "How the person came", allowed=("ambulance", "walk-in", "other")),
        Column("diagnosis", "text", "Chief diagnosis group, where one was recorded", required=False),
        _PERSON,
    ),
)

admitted_spells = Table(
    name="admitted_spells",
    title="Admitted spells",
    description="One row a hospital spell, from admission to discharge.",
    key="spell_id",
    date="admission_date",
    columns=(
        Column("spell_id", "integer", "Number of the spell", usable=False),
        Column("admission_date", "date", "Day of admission", usable=False),
        Column("discharge_date", "date", "Day of discharge", required=False, usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "admission_method",
            "text",
            "How the person was admitted; 21 to 28 and 2A to 2D are emergencies",
            allowed=(
                "11",
                "12",
                "13",
                "21",
                "22",
                "23",
                "24",
                "25",
                "28",
                "2A",
                "2B",
                "2C",
                "2D",
                "31",
                "32",
                "81",
                "82",
                "83",
                "84",
                "89",
                "98",
            ),
        ),
        Column(
            "primary_diagnosis", "text", "ICD-10 code without the dot", pattern="[A-Z][0-9]{2}[0-9A-Z]{0,3}"
        ),
        Column(
            "secondary_diagnosis",
            "text",
            "First secondary ICD-10 code",
            required=False,
            pattern="[A-Z][0-9]{2}[0-9A-Z]{0,3}",
        ),
        Column("length_of_stay", "integer", "Nights in hospital", least=0, most=3_650, required=False),
        _PERSON,
    ),
)

deaths = Table(
    name="deaths",
    title="Deaths",
    description="One row a death of a resident.",
    key="death_id",
    date="date_of_death",
    columns=(
        Column("death_id", "integer", "Number of the death", usable=False),
        Column("date_of_death", "date", "Day of death", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "underlying_cause",
            "text",
            "ICD-10 code of the underlying cause, without the dot",
            pattern="[A-Z][0-9]{2}[0-9A-Z]{0,3}",
        ),
    ),
)

TABLES = {table.name: table for table in (ae_attendances, admitted_spells, deaths)}
