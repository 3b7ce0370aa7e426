"""Attended contacts of people aged 65 and over with community health services, per 1,000 people of that age.

If care moves out of hospital, community services should see more people: this rate should rise.
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
        Shift.HOSPITAL_TO_COMMUNITY: "Fewer stays in hospital should go with more care close to home.",
    },
    ages="65+",
    frequency=Frequency.MONTH,
    priorities=("neighbourhoods", "out_of_hospital_care", "integrated_workforce"),
    unit="per 1,000 people aged 65 and over",
    decimals=0,
    caution="More contacts do not mean better health: ten short visits may do less than one long one. "
    "Services that do not submit records appear to have no contacts.",
    next_question="Do emergency admissions fall where contacts rise, and which teams are missing from the "
    "records?",
    source="Demonstration records of community contacts",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
