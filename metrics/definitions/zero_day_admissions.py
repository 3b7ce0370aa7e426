"""Emergency admissions of people of all ages who leave on the same day and have no procedure, per 1,000
people.

Many of these people need a diagnosis or a plan, not a bed: a hot clinic or a visit at home may be enough.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Same-day emergency admissions without a procedure",
    numerator=count(
        admitted_spells,
        where="""
            admission_method IN emergency_methods
            AND length_of_stay = 0
            AND procedure_code IS NULL
        """,
    ),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Assessment in the community or in an urgent clinic can replace a stay "
        "of a few hours.",
    },
    frequency=Frequency.MONTH,
    priorities=("urgent_and_emergency_care", "urgent_emergency_and_respiratory", "one_hospital_group"),
    decimals=1,
    caution="Same-day emergency care is being moved from the admissions to the A&E data set: the rate falls "
    "sharply on the day a hospital changes its recording, although patients are treated as before. Look for "
    "a step before calling a fall a success.",
    next_question="On which date did each hospital change how it records same-day emergency care?",
    source="Demonstration records of admitted spells",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
