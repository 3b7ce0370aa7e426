"""Patients in hospital at the end of the day who no longer meet the criteria to reside there, on an average
day of the month.

These are people well enough to be somewhere else. Their beds are the clearest measure of care that has not
yet moved out of hospital.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly

metric = Metric(
    title="Patients in hospital who could leave",
    statistic=published_monthly("remaining_no_criteria_to_reside"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Each of these beds stands for care that was not ready outside "
        "hospital.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=(
        "out_of_hospital_care",
        "urgent_and_emergency_care",
        "public_sector_partnerships",
        "financial_balance",
    ),
    unit="patients a day",
    counted="people",
    decimals=0,
    caution="Counted each day by the system's hospitals, whoever lives where. The criteria are applied by "
    "each ward, and a new way of recording moves the figure by itself.",
    next_question="What are most of them waiting for today?",
    source="NHS England, acute discharge situation report, April 2022 to August 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
