"""Children in Reception living with obesity, as a percentage of those measured, five years combined.

At age four or five, a child's weight depends on what the family can afford to eat and where the child can
play. It is the earliest age at which the effect of prevention can be measured.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Childhood obesity, Reception",
    statistic=published("reception_obesity_prevalence_5_years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Support for young families prevents obesity that often lasts for "
        "life.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "better_births", "public_sector_partnerships"),
    unit="% of children",
    counted="children",
    decimals=1,
    caution="Measured in schools; five years combined change slowly and include the school year cut short "
    "by COVID-19. A child's weight at this age is not the family's fault.",
    next_question="Does the percentage double again by Year 6, and in which schools?",
    source="OHID, Fingertips, indicator 92026, 2019/20 to 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
