"""Deaths of children before their first birthday, for every 1,000 born alive, three years together.

Smoking and poverty in pregnancy, early birth and unsafe sleep stand behind many of these deaths.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Infant mortality",
    statistic=published("infant_mortality_rate"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Care in pregnancy and safe sleep prevent deaths in the first year.",
    },
    levels=("place", "district"),
    priorities=("better_births", "healthy_communities", "public_sector_partnerships"),
    unit="per 1,000 live births",
    counted="deaths",
    decimals=1,
    caution="Very few deaths a district even in three years: read the interval before any rank. Births "
    "before 24 weeks that are registered differently move it.",
    next_question="How many of the mothers smoked, and how many came late to maternity care?",
    source="OHID, Fingertips, indicator 92196, 2022 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
