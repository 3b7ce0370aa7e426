"""Patients with no criteria to reside who are still in hospital at the end of the day, as a percentage of all
patients with no criteria to reside that day.

The number of these patients varies with the season. The percentage shows whether people leave on the day they
can.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly

metric = Metric(
    title="Patients with no criteria to reside not discharged the same day",
    statistic=published_monthly("remaining_no_criteria_to_reside", of="no_criteria_to_reside"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "The percentage falls where home care, reablement and transport are "
        "available on the same day.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "public_sector_partnerships"),
    unit="% of patients with no criteria to reside",
    counted="people",
    decimals=1,
    caution="A ratio of two averages of daily counts, so it has no interval. The same patient is counted "
    "again on each day of the wait.",
    next_question="Is the percentage higher at weekends, when fewer services accept patients?",
    source="NHS England, acute discharge situation report, April 2022 to August 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
