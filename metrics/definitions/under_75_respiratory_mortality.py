"""Deaths of people under 75 from diseases of the lungs and airways, per 100,000 people under 75,
age-standardised.

Most of these deaths are due to tobacco; poor air and damp homes add to them.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Under-75 mortality from respiratory diseases, from records",
    numerator=count(deaths, where="underlying_cause IN respiratory"),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Stopping smoking, vaccination and dry homes prevent deaths from "
        "lung disease.",
    },
    ages="0-74",
    year="calendar",
    levels=("ics", "place", "district", "neighbourhood"),
    pool={"neighbourhood": 3},
    priorities=("urgent_emergency_and_respiratory", "living_well", "healthy_communities"),
    unit="per 100,000 people under 75, age-standardised",
    decimals=0,
    caution="There are too few deaths for wards, so the lowest level is the neighbourhood, with three years "
    "combined. COVID-19 has its own code and is not counted.",
    next_question="How many of those who died had been offered help to stop smoking?",
    source="Demonstration records of deaths, causes not calibrated; codes: OHID, Fingertips, indicator 40701",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
