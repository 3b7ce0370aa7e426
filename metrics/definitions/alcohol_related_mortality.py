"""Deaths related to alcohol, for every 100,000 people, at standard ages.

Alcohol kills through the liver, cancer, heart and accidents, most of all where people are poor.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths related to alcohol",
    statistic=published("alcohol_related_mortality"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Early advice and treatment for drinking prevent liver disease and "
        "accidents.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "resilience_and_mental_health"),
    unit="per 100,000 people, at standard ages",
    counted="deaths",
    decimals=1,
    caution="Partly an estimate: causes such as cancer count by the share that alcohol explains in the "
    "whole country. One year of a district swings by chance.",
    next_question="How many of those who died had ever been seen by an alcohol service?",
    source="OHID, Fingertips, indicator 93763, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
