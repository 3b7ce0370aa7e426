"""Deaths of people under 75 from cardiovascular diseases, per 100,000 people under 75, age-standardised.

Control of blood pressure, cholesterol and smoking has halved this rate in a generation, and it could be lower
still.
"""

from datetime import date

from data.tables import deaths, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Under-75 mortality from cardiovascular diseases, from records",
    numerator=count(deaths, where="underlying_cause IN circulatory"),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Smoking, blood pressure and cholesterol are the main causes, and "
        "all three can be changed.",
    },
    ages="0-74",
    year="calendar",
    pool={"ward": 5},
    priorities=("living_well", "stroke", "managing_illness"),
    unit="per 100,000 people under 75, age-standardised",
    decimals=0,
    caution="Today's rate reflects the smoking and treatment of past decades: a programme that starts this "
    "year will not affect it for years. Hospital care lowers it as well as prevention.",
    next_question="Do the wards with the highest rates also have the most untreated high blood pressure?",
    source="Demonstration records of deaths, causes not calibrated; codes: OHID, Fingertips, indicator 40401",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
