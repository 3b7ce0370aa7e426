"""Emergency admissions for chronic obstructive pulmonary disease (COPD) of people aged 35 and over, per
100,000 people of that age, age-standardised.

A flare-up that is recognised early can be treated at home with a rescue pack and a visit. COPD is a leading
cause of emergency admissions from the system's priority wards.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for COPD, 35 and over",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND primary_diagnosis IN copd",
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Rescue packs, pulmonary rehabilitation and respiratory teams close to "
        "home keep people with flare-ups out of hospital.",
        Shift.TREATMENT_TO_PREVENTION: "Help to stop smoking, warm homes and vaccination prevent flare-ups.",
    },
    ages="35+",
    pool={"ward": 3},
    priorities=("urgent_emergency_and_respiratory", "managing_illness", "neighbourhoods"),
    unit="per 100,000 people aged 35 and over, age-standardised",
    decimals=0,
    caution="A flare-up with pneumonia is often coded as pneumonia and is then not counted here. A hard "
    "winter or a wave of influenza raises the rate in every area at once.",
    next_question="How many of those admitted had completed pulmonary rehabilitation, and how many still "
    "smoke?",
    source="Demonstration records of admitted spells; codes: OHID, respiratory disease profile",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
