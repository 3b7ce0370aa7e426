"""Emergency admissions for intentional self-harm per 100,000 people, age-standardised.

Behind each admission is a person in distress, often young, who could have been helped earlier.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency admissions for self-harm",
    statistic=published("emergency_admissions_for_self_harm"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Early help for people in distress, at school and close to home, "
        "prevents the crisis.",
    },
    levels=("place", "district"),
    priorities=("resilience_and_mental_health", "mental_health_learning_disability_autism"),
    unit="per 100,000 people, age-standardised",
    counted="admissions",
    decimals=1,
    caution="Hospitals differ in which patients they admit and which they treat only in A&E, so a low rate "
    "may reflect a different practice. One person may be counted several times; we hold one year only.",
    next_question="Do people who are readmitted have a named professional between crises?",
    source="OHID, Fingertips, indicator 21001, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
