"""Years by which life at birth is shorter than in England; a minus sign means that it is longer.

The gap turns life expectancy into a distance that a system can set out to close.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, life_expectancy_gap, published

metric = Metric(
    title="Life expectancy gap to England",
    numerator=count(deaths),
    denominator=population,
    statistic=life_expectancy_gap(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "The gap closes when conditions that shorten lives are "
        "prevented where they are most frequent."
    },
    sexes=("female", "male"),
    year="calendar",
    pool={"ics": 5, "place": 5, "district": 5, "neighbourhood": 5, "ward": 5},
    comparator=published("life_expectancy_at_birth"),
    priorities=("healthy_communities", "living_well", "neighbourhoods"),
    unit="years shorter than England",
    decimals=1,
    caution="England's published figure carries no interval here, so the interval is that of the "
    "area alone. Five years of the area stand against England's 2024.",
    next_question="Which ages and which causes make up the gap?",
    source="Demonstration records of deaths; England: ONS and OHID, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
