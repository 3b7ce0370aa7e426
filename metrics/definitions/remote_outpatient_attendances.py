"""Attended outpatient appointments of people of all ages by telephone or video, as a percentage of all
attended appointments.

A call instead of a journey saves people time, fares and a day's work.
"""

from datetime import date

from data.tables import outpatient_attendances
from metrics import Frequency, Metric, Polarity, Shift, count, proportion, target

metric = Metric(
    title="Outpatient attendances by telephone or video",
    numerator=count(outpatient_attendances, where="mode = 'telephone or video'"),
    denominator=count(outpatient_attendances),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Telephone and video appointments replace the journey to hospital.",
        Shift.HOSPITAL_TO_COMMUNITY: "Consultants' advice reaches people at home instead of in a clinic.",
    },
    frequency=Frequency.MONTH,
    target=target(25, source="NHS England, 2021/22 priorities and operational planning guidance"),
    priorities=("planned_care", "one_hospital_group", "enterprise_and_innovation"),
    unit="% of attendances",
    decimals=1,
    caution="The percentage depends on the mix of specialties: an eye clinic cannot examine by telephone. "
    "The 25% target dates from the pandemic.",
    next_question="Which specialties returned to face-to-face visits after the pandemic, and did patients "
    "ask for it?",
    source="Demonstration records of outpatient attendances",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
