"""Attended consultant-led outpatient appointments of people of all ages, per 1,000 people.

Much of this care is meant to move out of hospital; this rate should show it.
"""

from datetime import date

from data.tables import outpatient_attendances, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Outpatient attendances",
    numerator=count(outpatient_attendances),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Advice to GPs and clinics close to home can replace visits to a "
        "hospital consultant.",
    },
    frequency=Frequency.MONTH,
    priorities=("planned_care", "one_hospital_group", "out_of_hospital_care"),
    decimals=1,
    caution="Neither direction is good by itself: the rate falls when care moves closer to home and also "
    "when people wait longer for a first appointment. Read it with the waiting list.",
    next_question="Are first attendances or follow-ups changing, and in which specialties?",
    source="Demonstration records of outpatient attendances",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
