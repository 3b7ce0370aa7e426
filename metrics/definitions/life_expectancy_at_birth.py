"""Average number of years that a newborn child would live if current death rates at every age stayed the
same.

It summarises what the three shifts are for: people live longer because illness is prevented, found early and
treated close to home.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, life_expectancy, published

metric = Metric(
    title="Life expectancy at birth, from records",
    numerator=count(deaths),
    denominator=population,
    statistic=life_expectancy(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Most early deaths are due to conditions that prevention can delay."
    },
    sexes=("female", "male"),
    year="calendar",
    pool={"ics": 5, "place": 5, "district": 5, "neighbourhood": 5, "ward": 5},
    comparator=published("life_expectancy_at_birth"),
    priorities=("healthy_communities", "living_well"),
    decimals=1,
    caution="It summarises the death rates of one period and does not predict how long a child born now "
    "will live. A care home or a barracks can change a ward's figure by years.",
    next_question="At which ages and from which causes are the years lost?",
    source="Demonstration records of deaths, calibrated to ONS and OHID figures for 2024; "
    "population: ONS, Census 2021",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
