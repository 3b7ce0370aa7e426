"""Deaths of people under 75 from cardiovascular diseases classed as preventable, per 100,000 people under 75,
age-standardised, three years combined.

It counts the deaths that prevention can reach, over twenty years, so that a change can be told apart from
chance.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Preventable under-75 mortality from cardiovascular diseases",
    statistic=published("preventable_cardiovascular_mortality"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Less smoking and better blood pressure control would prevent these "
        "deaths.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "stroke", "living_well"),
    unit="per 100,000 people under 75, age-standardised",
    decimals=1,
    caution="What counts as preventable is a convention: half of the deaths from heart disease and stroke "
    "are included. Successive periods share two of the three years.",
    next_question="Which districts have stopped improving, and since when?",
    source="ONS, Explore Local Statistics, preventable cardiovascular mortality, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
