"""Mothers known to smoke at the time of delivery, as a percentage of all mothers.

Smoking in pregnancy harms mother and child, and help to stop is one of the best-proven forms of prevention.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published, target

metric = Metric(
    title="Smoking at time of delivery",
    statistic=published("smokers_at_time_of_delivery", sex="female"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Help to stop smoking in pregnancy prevents illness in mother and "
        "child."
    },
    sexes=("female",),
    levels=("ics", "place", "district"),
    priorities=("better_births", "healthy_communities", "living_well"),
    target=target(
        6, source="Department of Health, Towards a smoke-free generation, July 2017", by=date(2022, 12, 31)
    ),
    unit="% of mothers",
    counted="mothers",
    decimals=1,
    caution="Based on what mothers report; vaping is not counted.",
    next_question="Which maternity services reach the mothers who smoke?",
    source="OHID, Fingertips, indicator 93085",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
