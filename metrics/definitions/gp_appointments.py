"""Appointments at GP practices, for every 1,000 people in the year.

General practice is where most care happens. The figure shows how much of it there is for the people who live
here.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published_rate

metric = Metric(
    title="GP appointments",
    statistic=published_rate("gp_appointments", per=1_000),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Care that moves out of hospital needs room in general practice.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "out_of_hospital_care", "integrated_workforce"),
    unit="per 1,000 people",
    counted="appointments",
    decimals=0,
    caution="More appointments can mean better access or more illness. Appointments of all registered "
    "patients over the people of the Census of 2021, who are fewer, in England more so than here; an older "
    "population needs more.",
    next_question="Do the most deprived neighbourhoods have as many appointments for their need?",
    source="NHS England, appointments in general practice, 2024/25; population: ONS, Census 2021",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
