"""Attended GP appointments of people of all ages that took place within 14 days of booking, as a percentage
of those with a known wait.

Triage and online booking aim to bring people to the right appointment sooner.
"""

from datetime import date

from data.tables import gp_appointments
from metrics import Frequency, Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="GP appointments within 14 days",
    numerator=count(gp_appointments, where="days_waited < 15"),
    denominator=count(gp_appointments, where="days_waited IS NOT NULL"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Online booking and triage fill every free appointment, so people wait "
        "fewer days.",
        Shift.HOSPITAL_TO_COMMUNITY: "People who are seen soon by their practice do not turn to A&E.",
    },
    frequency=Frequency.MONTH,
    priorities=("out_of_hospital_care", "managing_illness", "neighbourhoods"),
    unit="% of appointments",
    decimals=1,
    caution="A planned review booked months ahead counts as a long wait. Only people who got an appointment "
    "are counted, not those who gave up on the telephone.",
    next_question="How long do people wait who ask for an appointment soon, and how many get none?",
    source="Demonstration records of GP appointments",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
