"""Emergency admissions of people aged 75 and over with frailty (Hospital Frailty Risk Score of 5 or more),
per 1,000 people of that age.

Every night in hospital costs a frail person strength. Planned care by a neighbourhood team aims to reach them
before a crisis.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Emergency admissions with frailty, 75 and over",
    numerator=count(admitted_spells, where="admission_method IN emergency_methods AND frailty_score >= 5"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Neighbourhood teams that know their frail patients act before an "
        "ambulance is called.",
        Shift.TREATMENT_TO_PREVENTION: "Reviews of medicines, falls and nutrition delay frailty and its "
        "crises.",
    },
    ages="75+",
    frequency=Frequency.MONTH,
    priorities=("end_of_life_frailty_dementia", "neighbourhoods", "out_of_hospital_care"),
    unit="per 1,000 people aged 75 and over",
    decimals=1,
    caution="The score is based on diagnoses from earlier stays: frail people who were never admitted have "
    "no score, and fuller coding raises it. Frail people under 75, who are common in deprived towns, are "
    "left out.",
    next_question="How many of these people had a care plan, and how many came from a care home?",
    source="Demonstration records of admitted spells; score: Hospital Frailty Risk Score (Gilbert and "
    "others, 2018)",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
