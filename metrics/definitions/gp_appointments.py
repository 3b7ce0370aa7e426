"""Appointments at GP practices, per 1,000 people in the year.

Most care takes place in general practice. The rate shows how much of it there is for the people who live
here.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published_rate

metric = Metric(
    title="GP appointments",
    statistic=published_rate("gp_appointments", per=1_000),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Care that moves out of hospital needs capacity in general practice.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "out_of_hospital_care", "integrated_workforce"),
    unit="per 1,000 people",
    counted="appointments",
    decimals=0,
    caution="More appointments can mean better access or more illness, and an older population needs more. "
    "The appointments are those of all registered patients, but the population is that of the 2021 Census, "
    "which is smaller, especially in England as a whole.",
    next_question="Do the most deprived neighbourhoods have enough appointments for their needs?",
    source="NHS England, appointments in general practice, 2024/25; population: ONS, Census 2021",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
