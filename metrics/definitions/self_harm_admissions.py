"""Emergency admissions of people of all ages for intentional self-harm, as a ratio to the number expected at
the system's own rates by age and sex.

Self-harm is one of the strongest known risk factors for suicide, and each admission is a chance to help.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, indirectly_standardised_ratio

metric = Metric(
    title="Emergency admissions for self-harm, from records",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND external_cause IN self_harm",
    ),
    denominator=population,
    statistic=indirectly_standardised_ratio(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Support in schools and quick access to crisis care prevent further "
        "self-harm.",
    },
    levels=("place", "district", "neighbourhood", "ward"),
    pool={"ward": 5},
    priorities=(
        "resilience_and_mental_health",
        "mental_health_learning_disability_autism",
        "healthy_communities",
    ),
    decimals=0,
    caution="Most people who harm themselves are never admitted, and hospitals differ in which A&E patients "
    "they admit. A few people with many admissions can account for a ward's figure; never name them.",
    next_question="How many had a psychosocial assessment before they left, and who followed them up?",
    source="Demonstration records of admitted spells; codes: OHID, Fingertips, indicator 21001",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
