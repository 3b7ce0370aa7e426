"""Share of people of 13 and over registered for the NHS App in the most deprived national fifth, for each 1
in the least deprived.

A digital front door that opens mainly for the better off widens inequality. At 1 both fifths are equally
registered.
"""

from datetime import date

from data.tables import registered_people
from metrics import Metric, Polarity, Shift, count, deprivation_ratio, proportion

metric = Metric(
    title="NHS App registration, most against least deprived",
    numerator=count(registered_people, where="nhs_app IN ('used', 'registered') AND age >= 13"),
    denominator=count(registered_people, where="age >= 13"),
    statistic=deprivation_ratio(proportion()),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "The digital shift counts only if it takes the most deprived along.",
    },
    levels=("ics", "place"),
    priorities=("healthy_communities", "public_sector_partnerships", "enterprise_and_innovation"),
    decimals=2,
    caution="Not adjusted for age: deprived areas are younger, which hides part of the gap. A place "
    "without people in one of the two fifths has no ratio, and above 1 the gap runs the other way.",
    next_question="What keeps people there from registering: devices, data, language, identity or trust?",
    source="Demonstration records of people registered with a GP; fifths: MHCLG, Indices of Deprivation 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
