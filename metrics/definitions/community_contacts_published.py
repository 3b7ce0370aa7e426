"""Contacts between community health services and people of all ages, per 1,000 people in the month.

If care moves out of hospital, visits and clinics in the community must increase.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published_rate

metric = Metric(
    title="Community health service contacts",
    statistic=published_rate("community_care_contacts", per=1_000),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "When care moves out of hospital, people have more contacts with "
        "nurses and therapists close to home.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "neighbourhoods", "integrated_workforce"),
    unit="per 1,000 people",
    counted="contacts",
    decimals=1,
    caution="One month only, and providers that submit no data count as zero. A short telephone call counts "
    "as much as a long home visit; one person has many contacts, so the interval is too narrow.",
    next_question="Which teams and neighbourhoods see more people, and which see none?",
    source="NHS England, Community Services Data Set, March 2025; population: ONS, Census 2021",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
