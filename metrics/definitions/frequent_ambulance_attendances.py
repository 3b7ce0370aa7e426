"""A&E attendances by ambulance of people aged 65 and over that are at least the person's third attendance in
twelve months, per 10,000 people of that age.

A few people account for many ambulance journeys. Many are known to several services, and a shared care plan
can meet the underlying need.
"""

from datetime import date

from data.tables import ae_attendances, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Ambulance arrivals of frequent A&E attenders, 65 and over",
    numerator=count(ae_attendances, where="arrival_mode = 'ambulance' AND attendances_in_year >= 3"),
    denominator=population,
    statistic=rate(per=10_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "A named professional and a shared care plan meet the needs that now "
        "lead to an ambulance.",
    },
    ages="65+",
    frequency=Frequency.MONTH,
    priorities=("urgent_and_emergency_care", "end_of_life_frailty_dementia", "neighbourhoods"),
    unit="per 10,000 people aged 65 and over",
    decimals=1,
    caution="It counts attendances, not people: one person can account for a ward's whole figure. Visits to "
    "hospitals that do not share the person's number are not linked, so the rate is a minimum.",
    next_question="Who are these people, and which of them have a care plan that ambulance crews can see?",
    source="Demonstration records of A&E attendances",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
