"""Emergency admissions for long-term conditions that good care outside hospital can mostly keep stable.

These are the ambulatory care sensitive conditions of the NHS Outcomes Framework: asthma, COPD, diabetes,
heart failure, angina, high blood pressure, anaemia. A falling rate is the clearest sign that care has moved.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for conditions that community care can manage",
    numerator=count(
        admitted_spells,
        where="""
            admission_method IN emergency_methods
            AND (
                primary_diagnosis IN chronic_acsc
                OR (primary_diagnosis IN acute_bronchitis AND secondary_diagnosis IN chronic_airway_disease)
            )
        """,
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Long-term conditions managed in the community do not end in an "
        "emergency bed.",
        Shift.TREATMENT_TO_PREVENTION: "Control of blood pressure, sugar and breathing prevents the crisis.",
    },
    priorities=("managing_illness", "out_of_hospital_care", "neighbourhoods", "urgent_and_emergency_care"),
    decimals=0,
    caution="Coding changes and same-day emergency care move the rate without any change in illness. "
    "The list of conditions is the Outcomes Framework's; other lists differ.",
    next_question="Which of the conditions drives the rate, and in which practices?",
    source="Demonstration records of admitted spells; conditions: NHS Outcomes Framework 2.3.i",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
