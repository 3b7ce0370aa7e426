"""Difference in life expectancy at birth, in years, between the most and the least deprived people in the
system, for women and men separately, estimated from the five national fifths of deprivation.

It shows in one number how strongly deprivation shortens lives, using all people and not only the two
extremes.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, life_expectancy, slope_index

metric = Metric(
    title="Slope index of inequality in life expectancy",
    numerator=count(deaths),
    denominator=population,
    statistic=slope_index(life_expectancy()),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "The slope becomes flatter when prevention works best where lives "
        "are shortest.",
    },
    sexes=("female", "male"),
    year="calendar",
    levels=("ics",),
    pool={"ics": 5},
    priorities=("healthy_communities", "living_well", "commissioning"),
    decimals=1,
    caution="It is based on national fifths; the published index uses local tenths, so the two differ. A "
    "place may have no people in one fifth, so it is calculated for the system only. The slope is no proof "
    "of cause.",
    next_question="At which ages and from which causes do the most deprived people lose these years?",
    source="Demonstration records of deaths; fifths: MHCLG, Indices of Deprivation 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
