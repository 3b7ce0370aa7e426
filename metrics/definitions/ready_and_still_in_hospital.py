"""Of the patients who no longer meet the criteria to reside in hospital, the share who are still there at the
end of the day.

The number of such patients rises and falls with the season. The share shows whether people leave on the day
they could.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly

metric = Metric(
    title="Patients who could leave and stay",
    statistic=published_monthly("remaining_no_criteria_to_reside", of="no_criteria_to_reside"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "The share falls where home care, reablement and transport are ready "
        "the same day.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "public_sector_partnerships"),
    unit="% of patients who could leave",
    counted="people",
    decimals=1,
    caution="A share of two averages of daily counts, so it has no interval. The same patient is counted "
    "again on each day of the wait.",
    next_question="Does the share rise at weekends, when fewer services take people?",
    source="NHS England, acute discharge situation report, April 2022 to August 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
