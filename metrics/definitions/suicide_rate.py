"""Deaths by suicide and of undetermined intent, for every 100,000 people of 10 and over, at standard ages,
three years together.

Each of them is a death that might have been prevented. Debt, loneliness, alcohol and waiting for help are
among the roads to it.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths by suicide",
    statistic=published("suicide_rate"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Support in debt, loneliness and distress prevents deaths by suicide.",
    },
    levels=("place", "district"),
    priorities=(
        "resilience_and_mental_health",
        "mental_health_learning_disability_autism",
        "public_sector_partnerships",
    ),
    unit="per 100,000 people aged 10 and over, at standard ages",
    counted="deaths",
    decimals=1,
    caution="Counted by the year of registration, after an inquest that may take many months. Few deaths a "
    "district: most cannot be told apart from England.",
    next_question="How many had been in touch with a health service in their last month?",
    source="OHID, Fingertips, indicator 41001, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
