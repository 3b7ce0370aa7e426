"""Emergency stays of at least one night in which the person stayed one night or more after being ready to
leave, as a share of those with a recorded day of readiness.

A person who waits in hospital loses strength, and the bed is missing at the front door.
"""

from datetime import date

from data.tables import admitted_spells
from metrics import Frequency, Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Delayed discharges",
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
        Shift.HOSPITAL_TO_COMMUNITY: "Home care, rehabilitation and social care that are ready in time "
        "bring people home.",
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
    caution="The published share is of all discharges, planned ones included, and cannot be set beside "
    "this one. A long delay counts no more than one night, and stays without a recorded day of readiness "
    "are left out.",
    next_question="What are people waiting for: a decision in hospital, care at home, or a place in a care "
    "home?",
    source="Demonstration records of admitted spells",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
