"""Emergency admissions for asthma of children and young people under 20, per 100,000 people of that age.

Most of these admissions can be prevented with the right inhaler, used well, and a yearly review.
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
        Shift.TREATMENT_TO_PREVENTION: "A yearly review, a personal asthma plan and clean air prevent "
        "attacks.",
        Shift.HOSPITAL_TO_COMMUNITY: "Practices and school nurses who know the child can treat an attack "
        "before it needs an admission.",
    },
    ages="0-19",
    pool={"ward": 5},
    priorities=("living_well", "urgent_emergency_and_respiratory", "fragile_services"),
    unit="per 100,000 people under 20",
    decimals=0,
    caution="The published figure is for people under 19; the population used here comes in five-year age "
    "bands, so the two cannot be compared. A young child's viral wheeze may be coded as asthma.",
    next_question="How many of these children had a review in the last year, and how many live with damp or "
    "tobacco smoke?",
    source="Demonstration records of admitted spells; codes: OHID, respiratory disease profile",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
