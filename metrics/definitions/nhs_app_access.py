"""People who find it easy to contact their GP practice through the NHS App, as a percentage of those who have
tried.

The shift to digital works only if digital access works.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Ease of contacting the GP practice by NHS App",
    statistic=published("gpps_app_access"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "The app replaces the telephone queue only where people find it easy to "
        "use."
    },
    levels=("ics",),
    priorities=("enterprise_and_innovation", "neighbourhoods"),
    unit="% of those who tried",
    decimals=1,
    caution="Based on people who tried the app: it does not cover those who have no smartphone or gave up "
    "before trying.",
    next_question="Who has never tried, and why?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
