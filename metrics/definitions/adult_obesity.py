"""Adults who live with obesity, as a share of all adults, from their own height and weight.

Obesity brings diabetes, heart disease, cancer and painful joints, and is spread most unequally.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Adults living with obesity",
    statistic=published("adult_obesity_prevalence"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Food, movement and weight services today prevent diabetes and "
        "heart disease tomorrow.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities"),
    unit="% of adults",
    decimals=1,
    caution="People tell their height and weight, adjusted for what people misjudge. A few hundred answers "
    "a district: one year cannot be told apart from the next.",
    next_question="How many people were offered a weight service, and how many finished it?",
    source="ONS, Explore Local Statistics, from the Active Lives survey, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
