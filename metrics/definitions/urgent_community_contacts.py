"""Attended contacts of people aged 65 and over with urgent community response (UCR) teams, per 1,000 people
of that age.

A team that comes within hours gives paramedics and GPs an alternative to sending somebody to hospital.
"""

from datetime import date

from data.tables import community_contacts, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Urgent community response contacts, 65 and over",
    numerator=count(community_contacts, where="service = 'urgent community response'"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "A visit by an urgent community response team replaces an ambulance "
        "and a bed.",
    },
    ages="65+",
    frequency=Frequency.MONTH,
    priorities=("urgent_and_emergency_care", "out_of_hospital_care", "neighbourhoods"),
    unit="per 1,000 people aged 65 and over",
    decimals=1,
    caution="It shows how much the teams do, not how quickly they come or whether an admission was avoided. "
    "Follow-up visits to the same person are counted again.",
    next_question="Who refers, and which care homes and ambulance crews never do?",
    source="Demonstration records of community contacts",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
