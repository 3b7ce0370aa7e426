"""Life expectancy at birth in a single year, as published by the Office for Health Improvement and
Disparities.

It is the published level with which claims and modelled figures can be compared.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Life expectancy at birth",
    statistic=published("life_expectancy_at_birth"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Most early deaths are due to conditions that prevention can delay."
    },
    sexes=("female", "male"),
    levels=("place", "district"),
    priorities=("healthy_communities", "living_well"),
    decimals=1,
    caution="A single year in a small town varies by chance: look at the interval. Published for councils "
    "only, not for the whole system.",
    next_question="Do the wards within the town differ from each other more than the town differs from "
    "England?",
    source="OHID, Fingertips, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
