"""Emergency admissions for asthma of children and young people under 20, for every 100,000 of them.

Most attacks that end in hospital could have been prevented by the right inhaler, used well, and a yearly
review.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Emergency admissions for asthma, under 20",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND primary_diagnosis IN asthma",
    ),
    denominator=population,
    statistic=rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "A yearly review, a personal plan and clean air prevent the attack.",
        Shift.HOSPITAL_TO_COMMUNITY: "Practices and school nurses who know the child keep an attack from "
        "becoming an admission.",
    },
    ages="0-19",
    pool={"ward": 5},
    priorities=("living_well", "urgent_emergency_and_respiratory", "fragile_services"),
    unit="per 100,000 people under 20",
    decimals=0,
    caution="The published figure is of people under 19, and population here comes in bands of five years: "
    "do not set the two side by side. A young child's viral wheeze may be coded as asthma.",
    next_question="How many of these children had a review in the last year, and who lives with damp or "
    "tobacco smoke?",
    source="Demonstration records of admitted spells; codes: OHID, respiratory disease profile",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
