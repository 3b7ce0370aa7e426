"""Emergency admissions of people of all ages for chronic ambulatory care sensitive conditions, which good
care outside hospital can mostly keep stable, per 100,000 people, age-standardised.

The conditions are those of the NHS Outcomes Framework, such as asthma, COPD, diabetes, heart failure, angina,
high blood pressure and anaemia. A falling rate is one of the clearest signs that care has moved out of
hospital.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for chronic ambulatory care sensitive conditions",
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
        Shift.HOSPITAL_TO_COMMUNITY: "People whose long-term conditions are managed in the community do not "
        "need an emergency bed.",
        Shift.TREATMENT_TO_PREVENTION: "Control of blood pressure, blood sugar and breathing prevents the "
        "crisis.",
    },
    priorities=("managing_illness", "out_of_hospital_care", "neighbourhoods", "urgent_and_emergency_care"),
    decimals=0,
    caution="Coding changes and same-day emergency care change the rate without any change in illness. The "
    "list of conditions is the NHS Outcomes Framework's; other lists differ.",
    next_question="Which of the conditions accounts for most of the rate, and in which practices?",
    source="Demonstration records of admitted spells; conditions: NHS Outcomes Framework 2.3.i",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
