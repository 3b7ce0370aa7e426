"""People who report a good overall experience of contacting their GP practice, by any route, as a percentage
of all who answered.

Websites and apps are worthwhile if contact becomes easier for everybody, including people who use neither.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Good experience of contacting the GP practice",
    statistic=published("gpps_contact_experience"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Digital routes succeed when contact becomes easier for everybody, "
        "online or not.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "enterprise_and_innovation"),
    unit="% of those who answered",
    decimals=1,
    caution="All routes are combined, including telephone and reception: a good figure does not show that "
    "the digital routes work. One survey year only.",
    next_question="Do older people and people in deprived areas find contact as easy as others?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
