"""Attendances at major (type 1) A&E departments by people aged 75 and over, per 1,000 people of that age.

At this age, attending a major department often leads to an admission, and a long wait in itself does harm.
"""

from datetime import date

from data.tables import ae_attendances, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Major A&E attendances, 75 and over",
    numerator=count(ae_attendances, where="department_type = '01'"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Urgent community response and care home teams see older people where "
        "they live.",
    },
    ages="75+",
    frequency=Frequency.MONTH,
    priorities=("urgent_and_emergency_care", "end_of_life_frailty_dementia", "out_of_hospital_care"),
    unit="per 1,000 people aged 75 and over",
    decimals=1,
    caution="Attendances at minor injury units and same-day emergency care are not counted, so opening one "
    "lowers the rate without anybody needing less help.",
    next_question="How many came from care homes, and how many went home without treatment?",
    source="Demonstration records of A&E attendances",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
