"""People who find it easy to contact their GP practice by telephone, as a share of those who have tried.

It stands beside the app and the website: the telephone should ease as more people go online, and it remains
the way of those who cannot.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Easy to contact the GP by telephone",
    statistic=published("gpps_phone_access"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Lines come free for those who need them when others use the app or "
        "website.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "enterprise_and_innovation"),
    unit="% of those who tried",
    decimals=1,
    caution="An easy telephone does not show that people moved online: more receptionists have the same "
    "effect. A survey of registered patients who tried.",
    next_question="Is the telephone easier where the website is easier, or instead of it?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
