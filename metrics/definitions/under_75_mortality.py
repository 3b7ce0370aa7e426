"""Deaths of people under 75 from all causes, per 100,000 people under 75, age-standardised.

Death before 75 is early, and this rate responds sooner than life expectancy does.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Under-75 mortality, all causes",
    numerator=count(deaths),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Most deaths before 75 are due to conditions that can be prevented "
        "or found earlier.",
    },
    ages="0-74",
    year="calendar",
    pool={"ward": 3},
    priorities=("healthy_communities", "living_well", "managing_illness"),
    unit="per 100,000 people under 75, age-standardised",
    decimals=0,
    caution="Not every early death could have been prevented. A single year in one ward varies by chance, "
    "so three years are combined there and a change takes three years to show.",
    next_question="Which causes and which ages account for the excess over the system?",
    source="Demonstration records of deaths",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
