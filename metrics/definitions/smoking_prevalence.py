"""Adults who smoke, as a percentage of all adults, from the Annual Population Survey.

Smoking remains the largest single cause of early death and of the life expectancy gap.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published, target

metric = Metric(
    title="Adults who smoke",
    statistic=published("smoking_prevalence_adults"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Fewer people smoking today means fewer cancers, heart attacks and "
        "COPD admissions in future."
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "cancer", "urgent_emergency_and_respiratory"),
    target=target(
        5,
        source="Department of Health and Social Care, smokefree ambition for England by 2030",
        by=date(2030, 12, 31),
    ),
    unit="% of adults",
    decimals=1,
    caution="A survey of a few hundred people per district: most districts cannot be told apart.",
    next_question="How many of those who smoke were offered help in the last year?",
    source="OHID, Fingertips, smoking prevalence in adults (APS)",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
