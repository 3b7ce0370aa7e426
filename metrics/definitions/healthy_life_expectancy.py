"""Years that a newborn child would live in good health at current death rates and current levels of
self-reported good health.

Prevention succeeds when years in good health grow faster than years of life.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Healthy life expectancy at birth",
    statistic=published("healthy_life_expectancy_at_birth"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "People stay in good health for longer when illness is prevented "
        "rather than treated."
    },
    sexes=("female", "male"),
    levels=("place", "district"),
    priorities=("healthy_communities", "living_well"),
    decimals=1,
    caution="Based on a survey question about general health; the intervals are wide, and it is not "
    "published for wards or for the whole system.",
    next_question="Which conditions end good health early?",
    source="ONS, healthy life expectancy, three years combined",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
