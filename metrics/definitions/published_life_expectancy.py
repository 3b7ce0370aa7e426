"""Life expectancy at birth in a single year, as the Office for Health Improvement and Disparities publishes
it.

The published level, to hold claims and modelled figures against.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Life expectancy at birth, published",
    statistic=published("life_expectancy_at_birth"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Most early deaths come from conditions that prevention can delay."
    },
    sexes=("female", "male"),
    levels=("place", "district"),
    priorities=("healthy_communities", "living_well"),
    decimals=1,
    caution="One year of a small town swings by chance: read the interval. Published for councils "
    "only, not for the whole system.",
    next_question="Do the wards inside the town differ more than the town from England?",
    source="OHID, Fingertips, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
