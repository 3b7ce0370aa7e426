"""People who find it easy to contact their GP practice by telephone, as a percentage of those who have tried.

The telephone should become easier as more people go online, and it remains the route for people who cannot.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Ease of contacting the GP practice by telephone",
    statistic=published("gpps_phone_access"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "When others use the app or website, telephone lines are free for those "
        "who need them.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "enterprise_and_innovation"),
    unit="% of those who tried",
    decimals=1,
    caution="An easier telephone route does not show that people moved online: more receptionists would "
    "have the same effect. A survey of registered patients who had tried.",
    next_question="Is the telephone easier where the website is easier, or where it is harder?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
