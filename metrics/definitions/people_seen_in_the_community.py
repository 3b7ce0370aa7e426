"""People who had contact with a community health service in the month, per 1,000 people.

Contacts can grow because the same people are seen more often. This metric counts each person once per
provider.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published_rate

metric = Metric(
    title="People seen by community health services",
    statistic=published_rate("community_people_contacted", per=1_000),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "When care moves out of hospital, community services reach more people.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "neighbourhoods"),
    unit="per 1,000 people",
    counted="people",
    decimals=1,
    caution="One month only, including school nurses and health visitors: an area with more children has "
    "more. Somebody seen by two providers may be counted twice.",
    next_question="Do the people seen live in the neighbourhoods with the most emergency admissions?",
    source="NHS England, Community Services Data Set, March 2025; population: ONS, Census 2021",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
