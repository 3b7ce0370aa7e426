"""Years by which life expectancy at birth is lower than in England; a minus sign means that it is higher.

The gap shows the distance that a system has to close.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, life_expectancy_gap, published

metric = Metric(
    title="Life expectancy gap with England",
    numerator=count(deaths),
    denominator=population,
    statistic=life_expectancy_gap(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "The gap closes when the conditions that shorten lives are prevented "
        "where they are most common."
    },
    sexes=("female", "male"),
    year="calendar",
    pool={"ics": 5, "place": 5, "district": 5, "neighbourhood": 5, "ward": 5},
    comparator=published("life_expectancy_at_birth"),
    priorities=("healthy_communities", "living_well", "neighbourhoods"),
    unit="years below England",
    decimals=1,
    caution="England's published figure has no interval here, so the interval is that of the area alone. "
    "Five years combined for the area are compared with England's 2024.",
    next_question="Which ages and which causes account for the gap?",
    source="Demonstration records of deaths; England: ONS and OHID, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
