"""Emergency admissions in which the patient waited over four hours from the decision to admit to admission,
in the month.

These patients wait on trolleys and in corridors. Beds become free in time when patients who are ready can
leave hospital.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly

metric = Metric(
    title="Trolley waits over four hours",
    statistic=published_monthly("emergency_admissions_over_4_hours"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Beds become free in time when patients who are ready can leave "
        "hospital.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("urgent_and_emergency_care", "urgent_emergency_and_respiratory", "one_hospital_group"),
    unit="patients",
    counted="patients",
    decimals=0,
    caution="Hospitals record the decision to admit at different points, so a long wait before it is not "
    "shown. A count of the hospitals' patients, not a rate for residents.",
    next_question="How many of them waited over twelve hours, and at which hospital?",
    source="NHS England, A&E attendances and emergency admissions, April 2022 to July 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
