"""Emergency admissions for chronic ambulatory care sensitive conditions: the number expected from the area's
own trend, less the number counted.

It gives a first estimate of what a programme may have achieved. The evidence is weak (grade D): a time series
without a control group.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, admissions_avoided, count

metric = Metric(
    title="Admissions avoided",
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
    statistic=admissions_avoided(baseline=("2022-04", "2024-09")),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Avoided admissions are what moving care out of hospital should achieve."
    },
    levels=("ics", "place"),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "financial_balance", "neighbourhoods"),
    decimals=0,
    caution="Grade D: there is no control group. A trend that would have turned anyway, a coding change or "
    "a mild winter looks the same as an effect. Do not add it up across programmes.",
    next_question="Does a matched group of people outside the programme show the same change?",
    source="Demonstration records of admitted spells; baseline April 2022 to September 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
