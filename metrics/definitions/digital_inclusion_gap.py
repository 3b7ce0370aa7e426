"""The percentage of people aged 13 and over registered for the NHS App in the most deprived national fifth,
divided by the percentage in the least deprived fifth.

Digital access that mainly reaches the better off widens inequality. A ratio of 1 means that both fifths are
equally registered.
"""

from datetime import date

from data.tables import registered_people
from metrics import Metric, Polarity, Shift, count, deprivation_ratio, proportion

metric = Metric(
    title="NHS App registration ratio, most to least deprived fifth",
    numerator=count(registered_people, where="nhs_app IN ('used', 'registered') AND age >= 13"),
    denominator=count(registered_people, where="age >= 13"),
    statistic=deprivation_ratio(proportion()),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "The digital shift succeeds only if people in the most deprived areas "
        "benefit too.",
    },
    levels=("ics", "place"),
    priorities=("healthy_communities", "public_sector_partnerships", "enterprise_and_innovation"),
    decimals=2,
    caution="Not adjusted for age: deprived areas are younger, which hides part of the gap. A place without "
    "people in one of the two fifths has no ratio; above 1, registration is higher in the most deprived "
    "fifth.",
    next_question="What keeps people there from registering: devices, data, language, proof of identity or "
    "trust?",
    source="Demonstration records of people registered with a GP; fifths: MHCLG, Indices of Deprivation 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
