"""Online consultation requests to GP practices by people of all ages, for every 1,000 people.

Requests in writing let a practice sort by need instead of by who gets through at eight in the morning.
"""

from datetime import date

from data.tables import digital_requests, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Online consultation requests",
    numerator=count(digital_requests, where="kind = 'online consultation'"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "A request in writing, open to all at any hour, takes the place of the "
        "morning telephone queue.",
    },
    frequency=Frequency.MONTH,
    priorities=("out_of_hospital_care", "enterprise_and_innovation", "workforce"),
    decimals=1,
    caution="Neither direction is good by itself: many requests may tell of an open door or of a need that "
    "goes unmet. Practices that close the form at noon receive fewer.",
    next_question="How soon are requests answered, and for how many hours a day is the form open?",
    source="Demonstration records of digital requests to GP practices",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
