"""Attendances at A&E departments of every type, per 1,000 people.

A falling rate suggests that urgent needs are being met closer to home. The rate counts visits, not people.
"""

from datetime import date

from data.tables import ae_attendances, population
from metrics import Frequency, Metric, Polarity, Shift, count, published_total, rate

metric = Metric(
    title="A&E attendances",
    numerator=count(ae_attendances),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "People whose urgent needs are met by community teams do not have to "
        "go to A&E."
    },
    frequency=Frequency.MONTH,
    published_total=published_total("ae_attendances"),
    priorities=("urgent_and_emergency_care", "urgent_emergency_and_respiratory", "out_of_hospital_care"),
    decimals=1,
    caution="The published count covers the system's hospitals, not its residents, and includes visits by "
    "people from elsewhere. A new treatment centre raises it without anybody being more ill.",
    next_question="Which wards have the most attendances, and for which complaints?",
    source="NHS England, A&E attendances and emergency admissions, monthly; below the system: demonstration "
    "records",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
