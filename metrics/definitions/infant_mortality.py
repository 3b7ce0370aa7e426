"""Deaths of children before their first birthday, per 1,000 live births, three years combined.

Smoking and poverty in pregnancy, premature birth and unsafe sleep contribute to many of these deaths.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Infant mortality",
    statistic=published("infant_mortality_rate"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Care in pregnancy and safe sleep prevent deaths in the first year "
        "of life.",
    },
    levels=("place", "district"),
    priorities=("better_births", "healthy_communities", "public_sector_partnerships"),
    unit="per 1,000 live births",
    counted="deaths",
    decimals=1,
    caution="There are very few deaths per district even in three years: look at the interval before any "
    "rank. Differences in how births before 24 weeks are registered change it.",
    next_question="How many of the mothers smoked, and how many came late to maternity care?",
    source="OHID, Fingertips, indicator 92196, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
