"""Adults who are overweight or living with obesity, as a percentage of all adults, based on self-reported
height and weight.

Weight rises gradually. Healthier food, streets and workplaces can still help this wider group.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Adults who are overweight or living with obesity",
    statistic=published("overweight_adults", age="18+ years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Preventing weight gain prevents diabetes before any treatment is "
        "needed.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities"),
    unit="% of adults",
    decimals=1,
    caution="The percentage is high everywhere: small differences between districts are within the "
    "intervals. It does not distinguish overweight from severe obesity.",
    next_question="Is the percentage growing among people of working age?",
    source="OHID, Fingertips, indicator 93088, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
