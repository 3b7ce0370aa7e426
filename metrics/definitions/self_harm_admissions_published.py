"""Emergency admissions for intentional self-harm, for every 100,000 people, at standard ages.

Behind each admission stands a person in distress, often young, who could have been heard before.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency admissions for self-harm, published",
    statistic=published("emergency_admissions_for_self_harm"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Help early in distress, at school and near home, prevents the "
        "crisis.",
    },
    levels=("place", "district"),
    priorities=("resilience_and_mental_health", "mental_health_learning_disability_autism"),
    unit="per 100,000 people, at standard ages",
    counted="admissions",
    decimals=1,
    caution="Hospitals differ in whom they admit and whom they see in A&E alone, so a low rate may be a "
    "different practice. One person may count several times; one year only is held.",
    next_question="Do the people who come back have a named professional between crises?",
    source="OHID, Fingertips, indicator 21001, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
