"""People with a good overall experience of contacting their GP practice, by whatever way, as a share of all
who answered.

Websites and apps are worth having if contact as a whole gets easier, also for people who use neither.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Good experience of contacting the GP",
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
    caution="All ways of contact together, telephone and desk included: a good figure does not show that "
    "digital ones work. One survey year.",
    next_question="Do older and poorer people find contact as easy as others?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
