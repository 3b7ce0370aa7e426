"""Children in Year 6 who live with obesity, as a share of those measured, five years together.

Obesity at ten tends to stay, and brings diabetes and heart disease decades later.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Childhood obesity, Year 6",
    statistic=published("year_6_obesity_prevalence_5_years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Weight in childhood is where prevention of diabetes and "
        "heart disease begins."
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "living_well", "public_sector_partnerships"),
    unit="% of children",
    counted="children",
    decimals=1,
    caution="Measured in school; children who opt out are not counted, and five years move slowly.",
    next_question="Do the schools with the highest share lie in the most deprived neighbourhoods?",
    source="OHID, Fingertips, National Child Measurement Programme",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
