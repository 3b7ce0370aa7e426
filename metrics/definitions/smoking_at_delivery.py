"""Mothers known to smoke when their child is born, as a share of all mothers.

Smoking in pregnancy harms two lives at once, and help to stop is among the best-proven forms of prevention.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Smoking at time of delivery",
    statistic=published("smokers_at_time_of_delivery", sex="female"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Help to stop smoking in pregnancy prevents illness in mother "
        "and child."
    },
    sexes=("female",),
    levels=("ics", "place", "district"),
    unit="% of mothers",
    decimals=1,
    caution="Rests on what mothers tell; vaping is not counted.",
    next_question="Which maternity services reach the mothers who smoke?",
    source="OHID, Fingertips, indicator 93085",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
