"""Emergency admissions to hospital for any reason, per 1,000 people.

Illness that is found early and treated close to home is less likely to end in an emergency.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Frequency, Metric, Polarity, Shift, count, published_total, rate

metric = Metric(
    title="Emergency admissions",
    numerator=count(admitted_spells, where="admission_method IN emergency_methods"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Care at home and in the neighbourhood replaces emergency stays in "
        "hospital.",
        Shift.TREATMENT_TO_PREVENTION: "Conditions that are prevented or controlled do not become "
        "emergencies.",
    },
    frequency=Frequency.MONTH,
    published_total=published_total("emergency_admissions"),
    priorities=(
        "urgent_and_emergency_care",
        "urgent_emergency_and_respiratory",
        "out_of_hospital_care",
        "financial_balance",
    ),
    decimals=1,
    caution="Same-day emergency care moves between data sets, and an admission can be the right care. The "
    "rate is not adjusted for age.",
    next_question="Which conditions account for the excess?",
    source="NHS England, A&E attendances and emergency admissions, monthly; below the system: demonstration "
    "records",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
