"""Children in Year 6 living with obesity, as a percentage of those measured, five years combined.

Obesity at age ten often continues into adulthood and leads to diabetes and heart disease decades later.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Childhood obesity, Year 6",
    statistic=published("year_6_obesity_prevalence_5_years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Preventing diabetes and heart disease begins with a healthy weight "
        "in childhood."
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "living_well", "public_sector_partnerships"),
    unit="% of children",
    counted="children",
    decimals=1,
    caution="Measured in schools; children who opt out are not counted, and five years combined are slow to "
    "show a change.",
    next_question="Are the schools with the highest percentages in the most deprived neighbourhoods?",
    source="OHID, Fingertips, National Child Measurement Programme",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
