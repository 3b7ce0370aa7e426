"""Deaths of people under 75 from cancer, per 100,000 people under 75, age-standardised.

About four in ten cancers could be prevented, and most people diagnosed early survive.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Under-75 mortality from cancer, from records",
    numerator=count(deaths, where="underlying_cause IN cancer"),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Less smoking, a healthy weight, vaccination and screening prevent "
        "cancer or find it early.",
    },
    ages="0-74",
    year="calendar",
    pool={"ward": 5},
    priorities=("cancer", "living_well", "healthy_communities"),
    unit="per 100,000 people under 75, age-standardised",
    decimals=0,
    caution="It combines cancers that have little in common: a fall in lung cancer can hide a rise in "
    "another. It reflects both new cases and survival, and cannot separate them.",
    next_question="Which cancers account for the excess, and at which stage were they diagnosed?",
    source="Demonstration records of deaths, causes not calibrated; codes: OHID, Fingertips, indicator 40501",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
