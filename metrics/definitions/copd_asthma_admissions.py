"""Emergency admissions for COPD at age 35 and over and for asthma at any age, per 100,000 people of all ages,
age-standardised.

Complications of COPD and asthma are the main reason for emergency admissions from Blackpool's priority wards.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for COPD and asthma",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND (primary_diagnosis IN asthma OR "
        "(primary_diagnosis IN copd AND age >= 35))",
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Reviews, rescue packs and pulmonary rehabilitation close to home keep "
        "people with flare-ups out of hospital.",
        Shift.TREATMENT_TO_PREVENTION: "Less smoking, better homes and vaccination prevent flare-ups.",
    },
    pool={"ward": 3},
    priorities=("urgent_emergency_and_respiratory", "managing_illness", "neighbourhoods"),
    decimals=0,
    caution="A ward has few such admissions, so three years are combined there and ranks are uncertain.",
    next_question="Are the same few people readmitted, and are they children or adults?",
    source="Demonstration records of admitted spells; codes: OHID, respiratory disease profile",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
