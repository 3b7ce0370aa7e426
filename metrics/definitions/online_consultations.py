"""Online consultation requests to GP practices by people of all ages, per 1,000 people.

Written requests let a practice prioritise by need rather than by who gets through on the telephone at 8am.
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
        Shift.ANALOGUE_TO_DIGITAL: "Online requests, open to all at any hour, replace the morning telephone "
        "queue.",
    },
    frequency=Frequency.MONTH,
    priorities=("out_of_hospital_care", "enterprise_and_innovation", "workforce"),
    decimals=1,
    caution="Neither direction is good by itself: many requests may reflect easy access or unmet need. "
    "Practices that close the form at midday receive fewer.",
    next_question="How soon are requests answered, and for how many hours a day is the form open?",
    source="Demonstration records of digital requests to GP practices",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
