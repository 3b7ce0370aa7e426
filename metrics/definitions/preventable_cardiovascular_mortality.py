"""Deaths under 75 from diseases of the circulation that public health could have prevented, for every 100,000
people under 75, at standard ages, three years together.

It counts what prevention can reach, over twenty years, so that a change shows through the noise.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Preventable deaths from heart disease and stroke",
    statistic=published("preventable_cardiovascular_mortality"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "These are the deaths that fewer smokers and treated blood pressure "
        "would have spared.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "stroke", "living_well"),
    unit="per 100,000 people under 75, at standard ages",
    decimals=1,
    caution="What counts as preventable is a convention: half of the deaths from heart disease and stroke "
    "are counted so. Neighbouring periods share two years.",
    next_question="Which districts stopped improving, and since when?",
    source="ONS, Explore Local Statistics, preventable cardiovascular mortality, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
