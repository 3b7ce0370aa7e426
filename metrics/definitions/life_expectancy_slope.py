"""Years of life at birth between the most and the least deprived end of the system's population, women and
men apart, from the life expectancy of the five national fifths of deprivation.

One number for how steeply life is shortened by deprivation, from all people and not only from the two ends.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, life_expectancy, slope_index

metric = Metric(
    title="Slope of life expectancy over deprivation",
    numerator=count(deaths),
    denominator=population,
    statistic=slope_index(life_expectancy()),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "The slope flattens when prevention works hardest where lives are "
        "shortest.",
    },
    sexes=("female", "male"),
    year="calendar",
    levels=("ics",),
    pool={"ics": 5},
    priorities=("healthy_communities", "living_well", "commissioning"),
    decimals=1,
    caution="Five fifths stand behind it, where the published index uses ten local tenths: the two differ. "
    "A place may lack a fifth, so it is formed for the system only. The slope is no proof of cause.",
    next_question="At which ages and from which causes do the most deprived lose their years?",
    source="Demonstration records of deaths; fifths: MHCLG, Indices of Deprivation 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
