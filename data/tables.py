"""The tables that a metric may use, each column described.

A source (an ICS's own records, or the demonstration records) must supply these columns;
``data.records.checks`` checks every row against them. Their forms follow the national data sets: ECDS for
A&E, SUS APC for admitted spells.
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
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    usable: bool = True  # may a metric's ``where`` name it?


@dataclass(frozen=True)
class Table:
    """A table of events or of people, counted by ``date`` and by the LSOA where the person lives.

    ``quantity`` names the column with the number of events or people in a row (1 where it is empty); without
    such a column each row is one event or person. A ``snapshot`` lists people on each of a few days: its
    counts are of people on that day and are never added up over time. ``counts`` is what a row counts, in
    words.
    """

    name: str
    title: str
    description: str
    key: str
    date: str
    columns: tuple[Column, ...]
    counts: str = "events"
    quantity: str = ""
    snapshot: bool = False

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
_AGE = Column("age", "integer", "Age in completed years on the day", minimum=0, maximum=120)
_SEX = Column("sex", "text", "Sex", allowed=SEXES)
_PERSON = Column("person_id", "integer", "Pseudonym, only for linking", required=False, usable=False)

_ROW = Column("row_id", "integer", "Number of the row", usable=False)


def _quantity(name: str) -> Column:
    words = f"Number of {name} that the row represents; 1 where it is left out"
    return Column(name, "integer", words, required=False, minimum=1, maximum=1_000_000, usable=False)


population = Population()

ae_attendances = Table(
    name="ae_attendances",
    title="A&E attendances",
    description="One row per attendance at an A&E department of any type.",
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
        Column(
            "attendances_in_year",
            "integer",
            "Attendances of the same person in the 12 months up to and including this attendance",
            required=False,
            minimum=1,
            maximum=400,
        ),
        _PERSON,
    ),
)

admitted_spells = Table(
    name="admitted_spells",
    title="Admitted spells",
    description="One row per hospital spell, from admission to discharge.",
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
        Column(
            "external_cause",
            "text",
            "ICD-10 code of the external cause of an injury or poisoning, without the dot",
            required=False,
            pattern="[V-Y][0-9]{2}[0-9A-Z]{0,3}",
        ),
        Column(
            "procedure_code",
            "text",
            "First OPCS-4 code without the dot; empty without a procedure",
            required=False,
            pattern="[A-Z][0-9]{2,3}",
        ),
        Column("length_of_stay", "integer", "Nights in hospital", minimum=0, maximum=3_650, required=False),
        Column(
            "days_after_ready",
            "integer",
            "Nights between the day the person was ready to leave and the discharge",
            required=False,
            minimum=0,
            maximum=3_650,
        ),
        Column(
            "days_to_readmission",
            "integer",
            "Days from the discharge to the same person's next emergency admission; empty where there was "
            "none within a year",
            required=False,
            minimum=0,
            maximum=366,
        ),
        Column(
            "frailty_score",
            "integer",
            "Hospital Frailty Risk Score of the person over two years, rounded to whole points",
            required=False,
            minimum=0,
            maximum=175,
        ),
        _PERSON,
    ),
)

deaths = Table(
    name="deaths",
    title="Deaths",
    description="One row per death of a resident.",
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
        Column(
            "place_of_death",
            "text",
            "Where the person died",
            required=False,
            allowed=("hospital", "home", "care home", "hospice", "other"),
        ),
        Column(
            "emergency_admissions_90_days",
            "integer",
            "Emergency admissions of the person in the last 90 days of life",
            required=False,
            minimum=0,
            maximum=90,
        ),
    ),
)

gp_appointments = Table(
    name="gp_appointments",
    title="GP appointments",
    description="Attended appointments of GP practices; one row can represent several alike.",
    key="row_id",
    date="appointment_date",
    counts="appointments",
    quantity="appointments",
    columns=(
        _ROW,
        Column("appointment_date", "date", "Day of the appointment, or the first of its month", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "mode",
            "text",
            "How the person was seen",
            allowed=("face-to-face", "home visit", "telephone", "video or online", "unknown"),
        ),
        Column(
            "days_waited",
            "integer",
            "Days from booking to the appointment",
            required=False,
            minimum=0,
            maximum=400,
        ),
        _quantity("appointments"),
    ),
)

digital_requests = Table(
    name="digital_requests",
    title="Digital requests to GP practices",
    description="Requests made online or in the NHS App; one row can represent several alike.",
    key="row_id",
    date="request_date",
    counts="requests",
    quantity="requests",
    columns=(
        _ROW,
        Column("request_date", "date", "Day of the request, or the first of its month", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column("kind", "text", "Kind of request", allowed=("online consultation", "repeat prescription")),
        _quantity("requests"),
    ),
)

community_contacts = Table(
    name="community_contacts",
    title="Community contacts",
    description="Attended contacts with community health services; one row can represent several alike.",
    key="row_id",
    date="contact_date",
    counts="contacts",
    quantity="contacts",
    columns=(
        _ROW,
        Column("contact_date", "date", "Day of the contact, or the first of its month", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "service",
            "text",
            "Kind of team",
            allowed=("nursing", "therapy", "urgent community response", "intermediate care", "other"),
        ),
        Column("mode", "text", "How the person was seen", allowed=("face-to-face", "telephone", "video")),
        _quantity("contacts"),
    ),
)

outpatient_attendances = Table(
    name="outpatient_attendances",
    title="Outpatient attendances",
    description="Attended consultant-led outpatient appointments; one row can represent several alike.",
    key="row_id",
    date="attendance_date",
    counts="attendances",
    quantity="attendances",
    columns=(
        _ROW,
        Column("attendance_date", "date", "Day of the attendance, or the first of its month", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column("kind", "text", "First or later attendance", allowed=("first", "follow-up")),
        Column("mode", "text", "How the person was seen", allowed=("face-to-face", "telephone or video")),
        Column(
            "outcome",
            "text",
            "What was arranged; patient-initiated: the person calls when they need to be seen again",
            allowed=("discharged", "booked follow-up", "patient-initiated follow-up"),
        ),
        _quantity("attendances"),
    ),
)

registered_people = Table(
    name="registered_people",
    title="People registered with a GP",
    description="People registered on each snapshot day; one row can represent several people alike.",
    key="row_id",
    date="snapshot_date",
    counts="people",
    quantity="people",
    snapshot=True,
    columns=(
        _ROW,
        Column("snapshot_date", "date", "Day of the snapshot", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "nhs_app",
            "text",
            "NHS App: used in the month before, registered but not used, or not registered",
            allowed=("used", "registered", "not registered"),
        ),
        _quantity("people"),
    ),
)

condition_registers = Table(
    name="condition_registers",
    title="Condition registers",
    description="One row per person on a condition's register on a snapshot day, with whether the "
    "recommended preventive care was given.",
    key="row_id",
    date="snapshot_date",
    counts="people",
    snapshot=True,
    columns=(
        _ROW,
        Column("snapshot_date", "date", "Day of the snapshot", usable=False),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "condition",
            "text",
            "Register: high_cvd_risk is a QRISK score of 20% or more without cardiovascular disease, smi "
            "severe mental illness",
            allowed=(
                "hypertension",
                "high_cvd_risk",
                "cvd",
                "atrial_fibrillation",
                "diabetes",
                "copd",
                "smi",
            ),
        ),
        Column(
            "care_given",
            "text",
            "hypertension: blood pressure at target; high_cvd_risk and cvd: lipid-lowering treatment; "
            "atrial_fibrillation: anticoagulated (of those at high stroke risk); diabetes: eight care "
            "processes; copd: flu vaccine this season; smi: full physical health check",
            allowed=("yes", "no"),
        ),
    ),
)

cohort_members = Table(
    name="cohort_members",
    title="Members of a programme and their comparison group",
    description="One row per person enrolled in a programme or in its comparison group.",
    key="person_id",
    date="enrolled_on",
    counts="people",
    columns=(
        Column("person_id", "integer", "Pseudonym, the same as in the other tables", usable=False),
        Column("programme", "text", "Name of the programme, one word for each"),
        Column(
            "arm",
            "text",
            "Enrolled in the programme, or in its comparison group",
            allowed=("programme", "comparison"),
        ),
        _LSOA,
        _AGE,
        _SEX,
        Column(
            "enrolled_on",
            "date",
            "Day of enrolment; for a person in the comparison group, the day from which they are compared",
            usable=False,
        ),
    ),
)

TABLES = {
    table.name: table
    for table in (
        ae_attendances,
        admitted_spells,
        deaths,
        gp_appointments,
        digital_requests,
        community_contacts,
        outpatient_attendances,
        registered_people,
        condition_registers,
    )
}

# All tables that an ICS may supply; those outside TABLES are for evaluations, and no metric counts them yet.
RECORD_TABLES = {**TABLES, cohort_members.name: cohort_members}
