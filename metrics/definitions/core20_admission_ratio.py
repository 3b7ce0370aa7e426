"""The age-standardised rate of emergency admissions of people of all ages in the most deprived national
fifth, divided by the rate in the least deprived fifth.

A rate can fall for everybody except the most deprived. This ratio shows whether the shift reaches those who
need it most.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, deprivation_ratio, directly_standardised_rate

metric = Metric(
    title="Emergency admission ratio, most to least deprived fifth",
    numerator=count(admitted_spells, where="admission_method IN emergency_methods"),
    denominator=population,
    statistic=deprivation_ratio(directly_standardised_rate(per=100_000)),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Care close to home has to reach deprived neighbourhoods first, or the "
        "gap widens.",
        Shift.TREATMENT_TO_PREVENTION: "The gap closes where smoking, damp homes and late diagnosis are "
        "tackled.",
    },
    levels=("ics", "place"),
    priorities=("healthy_communities", "commissioning", "neighbourhoods"),
    decimals=2,
    caution="The ratio also falls when the rate in the least deprived fifth rises: look at both rates. A "
    "place without people in one of the two fifths has no ratio.",
    next_question="Which conditions account for the difference between the two fifths?",
    source="Demonstration records of admitted spells; fifths: MHCLG, Indices of Deprivation 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
