"""Admissions of people of all ages, planned or emergency, for conditions caused only by alcohol, as a ratio
to the number expected at the system's own rates by age and sex.

Liver disease, dependence and poisoning are the late results of drinking that brief advice could have changed
years earlier.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, indirectly_standardised_ratio

metric = Metric(
    title="Alcohol-specific admissions",
    numerator=count(
        admitted_spells,
        where="""
            primary_diagnosis IN alcohol_specific
            OR secondary_diagnosis IN alcohol_specific
            OR external_cause IN alcohol_specific
        """,
    ),
    denominator=population,
    statistic=indirectly_standardised_ratio(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Advice, treatment and less cheap alcohol prevent these admissions.",
    },
    levels=("place", "district", "neighbourhood", "ward"),
    pool={"ward": 3},
    priorities=(
        "living_well",
        "healthy_communities",
        "public_sector_partnerships",
        "resilience_and_mental_health",
    ),
    decimals=0,
    caution="The records contain only the first secondary diagnosis, so fewer admissions are counted than "
    "in published figures. The standard is the system itself: 100 means the same as the system, not good.",
    next_question="How many of these people are known to an alcohol service, and how many are readmitted?",
    source="Demonstration records of admitted spells; codes: PHE, Alcohol-attributable fractions for "
    "England, 2020",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
