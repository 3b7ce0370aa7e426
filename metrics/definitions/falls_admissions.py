"""Emergency admissions of people aged 65 and over for an injury from a fall, per 100,000 people of that age,
age-standardised.

A fall often ends independence. Strength and balance classes and safer homes prevent many falls.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate, published

metric = Metric(
    title="Emergency admissions for falls, 65 and over, from records",
    numerator=count(
        admitted_spells,
        where="""
            admission_method IN emergency_methods
            AND primary_diagnosis IN injuries
            AND external_cause IN falls
        """,
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Strength and balance training and a safe home prevent falls.",
        Shift.HOSPITAL_TO_COMMUNITY: "A community team that visits a person who has fallen can avoid a trip "
        "to hospital.",
    },
    ages="65+",
    pool={"ward": 3},
    comparator=published("emergency_admissions_for_falls_65_plus", age="65+ years"),
    priorities=("end_of_life_frailty_dementia", "living_well", "out_of_hospital_care"),
    unit="per 100,000 people aged 65 and over, age-standardised",
    decimals=0,
    caution="A fall without a recorded external cause is not counted, so better recording looks like more "
    "falls. Hip fractures and minor injuries count the same.",
    next_question="Do the falls happen at home or in care homes, and were these people known to a falls "
    "service?",
    source="Demonstration records of admitted spells; codes: OHID, Fingertips, indicator 22401; England: "
    "OHID, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
