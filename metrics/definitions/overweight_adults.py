"""Adults who are overweight or live with obesity, as a share of all adults, from their own height and weight.

Weight rises step by step. This wider group is the one that food, streets and work places can still turn.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Adults overweight or living with obesity",
    statistic=published("overweight_adults", age="18+ years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Keeping weight from rising prevents diabetes before any treatment "
        "is needed.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities"),
    unit="% of adults",
    decimals=1,
    caution="A high share everywhere: small differences between districts lie inside the interval. It does "
    "not tell overweight from severe obesity.",
    next_question="Is the share growing among people of working age?",
    source="OHID, Fingertips, indicator 93088, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
