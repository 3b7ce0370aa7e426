"""Emergency admissions of people of all ages for nine groups of acute ambulatory care sensitive conditions,
per 100,000 people, age-standardised.

The groups include infections of the skin, ear, nose, throat and kidney, dehydration, convulsions and dental
abscesses. Many people who are seen on the same day do not need a bed.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for acute ambulatory care sensitive conditions",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND primary_diagnosis IN acute_acsc",
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Same-day general practice, dental care and two-hour community teams "
        "can treat these conditions at home.",
    },
    priorities=("managing_illness", "urgent_and_emergency_care", "out_of_hospital_care"),
    decimals=0,
    caution="The nine groups come from the NHS Institute's list. The NHS Outcomes Framework's list for 3a "
    "also includes angina, influenza and pneumonia, so the two rates cannot be compared.",
    next_question="Which of the nine groups is highest, and on which days and at what times do these people "
    "arrive?",
    source="Demonstration records of admitted spells; codes: NHS Institute for Innovation and Improvement, "
    "acute conditions, as the Strategy Unit lists them",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
