"""Deaths by suicide or of undetermined intent per 100,000 people aged 10 and over, age-standardised, three
years combined.

Many of these deaths might have been prevented. Debt, loneliness, alcohol and waits for help all add to the
risk.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths by suicide",
    statistic=published("suicide_rate"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Support for people in debt, loneliness and distress prevents deaths "
        "by suicide.",
    },
    levels=("place", "district"),
    priorities=(
        "resilience_and_mental_health",
        "mental_health_learning_disability_autism",
        "public_sector_partnerships",
    ),
    unit="per 100,000 people aged 10 and over, age-standardised",
    counted="deaths",
    decimals=1,
    caution="Counted by year of registration, after an inquest that may take many months. With few deaths "
    "per district, most districts cannot be told apart from England.",
    next_question="How many had been in contact with a health service in their last month?",
    source="OHID, Fingertips, indicator 41001, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
