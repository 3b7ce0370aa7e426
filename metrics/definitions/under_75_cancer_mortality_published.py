"""Deaths from cancer of people under 75, per 100,000 people under 75, age-standardised.

Cancer takes more years of life before 75 than any other cause, and four in ten cases can be prevented.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Under-75 mortality from cancer",
    statistic=published("under_75_mortality_cancer"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Less smoking, screening and early diagnosis prevent early deaths "
        "from cancer.",
    },
    levels=("place", "district"),
    priorities=("cancer", "healthy_communities", "living_well"),
    unit="per 100,000 people under 75, age-standardised",
    counted="deaths",
    decimals=1,
    caution="A single year in one district varies by chance, and today's deaths reflect smoking and "
    "screening many years ago. England's figure is given without its interval.",
    next_question="Which cancers account for the excess, and at which stage were they diagnosed?",
    source="OHID, Fingertips, indicator 40501, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
