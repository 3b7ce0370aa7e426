"""Emergency stays of at least one night in which the patient stayed one or more nights after the discharge
ready date, as a percentage of such stays with a recorded discharge ready date.

A patient who waits in hospital loses strength, and the bed is not available for somebody in A&E.
"""

from datetime import date

from data.tables import admitted_spells
from metrics import Frequency, Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Delayed discharges after emergency stays",
    numerator=count(admitted_spells, where="days_after_ready >= 1"),
    denominator=count(
        admitted_spells,
        where="""
            admission_method IN emergency_methods
            AND length_of_stay >= 1
            AND days_after_ready IS NOT NULL
        """,
    ),
    statistic=proportion(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Patients go home on time when home care, rehabilitation and social "
        "care are available.",
    },
    frequency=Frequency.MONTH,
    priorities=(
        "urgent_and_emergency_care",
        "public_sector_partnerships",
        "integrated_workforce",
        "out_of_hospital_care",
    ),
    unit="% of emergency stays",
    decimals=1,
    caution="The published percentage covers all discharges, including planned ones, and cannot be compared "
    "with this one. A long delay counts the same as one night, and stays without a discharge ready date are "
    "left out.",
    next_question="What are people waiting for: a decision in hospital, care at home or a care home place?",
    source="Demonstration records of admitted spells",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
