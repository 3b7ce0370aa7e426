"""Patients with no criteria to reside who are in hospital at the end of the day, on an average day of the
month.

These people are well enough to be cared for elsewhere. The number of beds they occupy shows clearly how much
care has not yet moved out of hospital.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly

metric = Metric(
    title="Patients in hospital with no criteria to reside",
    statistic=published_monthly("remaining_no_criteria_to_reside"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Each of these patients is waiting for care that is not yet available "
        "outside hospital, or for a decision.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=(
        "out_of_hospital_care",
        "urgent_and_emergency_care",
        "public_sector_partnerships",
        "financial_balance",
    ),
    unit="patients on an average day",
    counted="people",
    decimals=0,
    caution="Counted each day at the system's hospitals, wherever the patients live. Each ward applies the "
    "criteria, and a change in recording changes the figure by itself.",
    next_question="What are most of them waiting for today?",
    source="NHS England, acute discharge situation report, April 2022 to August 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
