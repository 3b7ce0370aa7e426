"""Emergency admissions of people of all ages for acute conditions that care outside hospital can mostly
treat, for every 100,000 people at standard ages.

These are nine groups, among them infections of skin, ear, nose, throat and kidney, dehydration, convulsions
and dental abscesses. Many who are seen on the day need no bed.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for acute conditions that community care can treat",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND primary_diagnosis IN acute_acsc",
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Same-day general practice, dental care and a two-hour community team "
        "treat these conditions at home.",
    },
    priorities=("managing_illness", "urgent_and_emergency_care", "out_of_hospital_care"),
    decimals=0,
    caution="The list is that of the NHS Institute in nine groups, not the Outcomes Framework's indicator "
    "3a, which also holds angina, influenza and pneumonia: the two rates cannot be compared.",
    next_question="Which of the nine groups stands out, and on which days and hours do these people arrive?",
    source="Demonstration records of admitted spells; codes: NHS Institute for Innovation and Improvement, "
    "acute conditions, as the Strategy Unit lists them",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
