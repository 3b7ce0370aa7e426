"""Alcohol-related deaths per 100,000 people, age-standardised.

Alcohol causes deaths from liver disease, cancer, heart disease and accidents, most of all in deprived areas.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Alcohol-related deaths",
    statistic=published("alcohol_related_mortality"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Early advice and treatment for drinking prevent liver disease and "
        "accidents.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "resilience_and_mental_health"),
    unit="per 100,000 people, age-standardised",
    counted="deaths",
    decimals=1,
    caution="Partly an estimate: causes such as cancer are counted by the share attributable to alcohol "
    "nationally. A single year in one district varies by chance.",
    next_question="How many of those who died had ever been seen by an alcohol service?",
    source="OHID, Fingertips, indicator 93763, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
