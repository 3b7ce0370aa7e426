"""Deaths from drug misuse per 100,000 people, age-standardised, three years combined.

Drug misuse accounts for a large part of the life expectancy gap at younger ages, and treatment lowers the
risk.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths from drug misuse",
    statistic=published("deaths_from_drug_misuse"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Treatment, naloxone and safe housing prevent deaths from drugs.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "resilience_and_mental_health", "public_sector_partnerships"),
    unit="per 100,000 people, age-standardised",
    counted="deaths",
    decimals=1,
    caution="Counted by year of registration, often long after the death. Small districts have too few "
    "deaths for a figure in every period.",
    next_question="How many of those who died were in treatment?",
    source="OHID, Fingertips, indicator 92432, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
