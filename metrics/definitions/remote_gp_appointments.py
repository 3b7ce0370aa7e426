"""Attended GP appointments of people of all ages by telephone, video or online, as a percentage of those with
a known mode.

It shows how far general practice has moved away from the consulting room, which suits some needs and not
others.
"""

from datetime import date

from data.tables import gp_appointments
from metrics import Frequency, Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="GP appointments by telephone, video or online",
    numerator=count(gp_appointments, where="mode IN ('telephone', 'video or online')"),
    denominator=count(gp_appointments, where="mode <> 'unknown'"),
    statistic=proportion(),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Telephone and video appointments replace visits where no examination is "
        "needed.",
    },
    frequency=Frequency.MONTH,
    priorities=("out_of_hospital_care", "living_well", "workforce"),
    unit="% of appointments",
    decimals=1,
    caution="Neither direction is good by itself: some people want to be seen face to face. Appointments "
    "with an unknown mode are left out, and practices differ in what they record as an appointment.",
    next_question="Were people offered a choice, and how many had to come in after all?",
    source="Demonstration records of GP appointments",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
