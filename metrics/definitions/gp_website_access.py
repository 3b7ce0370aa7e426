"""People who find it easy to contact their GP practice through its website, as a percentage of those who have
tried.

A website that works well frees the telephone for people who need it.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Ease of contacting the GP practice by website",
    statistic=published("gpps_website_access"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={Shift.ANALOGUE_TO_DIGITAL: "Online requests replace telephone calls and visits to reception."},
    levels=("ics",),
    priorities=("neighbourhoods", "enterprise_and_innovation"),
    unit="% of those who tried",
    decimals=1,
    caution="A survey of people registered with a practice; those who never tried are not asked.",
    next_question="Which practices' websites are hard to use, and for which patients?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
