"""Attended contacts of people of 65 and over with community health services, for every 1,000 people of that
age.

If care moves out of hospital, it has to arrive somewhere: this is where it would show.
"""

from datetime import date

from data.tables import community_contacts, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Community contacts, 65 and over",
    numerator=count(community_contacts),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "More care given near home is the other side of fewer stays in "
        "hospital.",
    },
    ages="65+",
    frequency=Frequency.MONTH,
    priorities=("neighbourhoods", "out_of_hospital_care", "integrated_workforce"),
    unit="per 1,000 people aged 65 and over",
    decimals=0,
    caution="More contacts are not more health: ten short visits may do less than one long one. Services "
    "that do not send their records look like services that do nothing.",
    next_question="Do emergency admissions fall where contacts rise, and which teams are missing from the "
    "records?",
    source="Demonstration records of community contacts",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
