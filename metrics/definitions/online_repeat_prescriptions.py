"""Repeat prescriptions requested online or in the NHS App by people of all ages, per 1,000 people.

Each online request saves the patient a trip or a call and saves the practice paperwork.
"""

from datetime import date

from data.tables import digital_requests, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Repeat prescriptions ordered online",
    numerator=count(digital_requests, where="kind = 'repeat prescription'"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Orders in the app replace paper slips and telephone calls.",
    },
    frequency=Frequency.MONTH,
    priorities=("managing_illness", "enterprise_and_innovation", "out_of_hospital_care"),
    decimals=0,
    caution="Areas with more long-term illness order more, whatever the channel. One request may contain "
    "one medicine or ten, and twelve-month prescriptions lower the number.",
    next_question="What percentage of all repeat prescriptions is ordered online, and who does not order "
    "online?",
    source="Demonstration records of digital requests to GP practices",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
