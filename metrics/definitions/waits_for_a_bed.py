"""Emergency admissions in which the patient waited over four hours after the decision to admit.

These patients lie on trolleys and in corridors. Beds are free in time where those who could leave hospital
can.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly

metric = Metric(
    title="Waits over four hours for a bed",
    statistic=published_monthly("emergency_admissions_over_4_hours"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Beds come free in time where people who are ready can leave hospital.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("urgent_and_emergency_care", "urgent_emergency_and_respiratory", "one_hospital_group"),
    unit="patients",
    counted="people",
    decimals=0,
    caution="Hospitals set the moment of the decision differently, so a long wait before it does not show. "
    "A count of the hospitals' patients, not a rate of residents.",
    next_question="How many of them waited over twelve hours, and at which hospital?",
    source="NHS England, A&E attendances and emergency admissions, April 2022 to July 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
