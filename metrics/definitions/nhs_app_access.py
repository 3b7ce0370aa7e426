"""People who find it easy to contact their GP practice through the NHS App, as a share of those who have
tried.

The shift to digital is real only if the digital front door opens.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Easy to contact the GP by NHS App",
    statistic=published("gpps_app_access"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "The app replaces the telephone queue only where people can use "
        "it with ease."
    },
    levels=("ics",),
    priorities=("enterprise_and_innovation", "neighbourhoods"),
    unit="% of those who tried",
    decimals=1,
    caution="Answers of people who tried the app: it says nothing of those who have no smartphone or gave up "
    "before trying.",
    next_question="Who has never tried, and why?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
