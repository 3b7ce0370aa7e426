"""Children in Reception who live with obesity, as a share of those measured, five years together.

At four or five a child's weight is made by what the family can buy and where it can play. It is the first
point at which prevention can be seen.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Childhood obesity, Reception",
    statistic=published("reception_obesity_prevalence_5_years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Help for young families prevents a weight that tends to stay for "
        "life.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "better_births", "public_sector_partnerships"),
    unit="% of children",
    counted="children",
    decimals=1,
    caution="Measured in school; five years together move slowly and hold the school year that COVID-19 "
    "cut short. A child's weight at this age is no fault of the family.",
    next_question="Does the share double again by Year 6, and in which schools?",
    source="OHID, Fingertips, indicator 92026, 2019/20 to 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
