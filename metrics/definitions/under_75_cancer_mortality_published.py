"""Deaths from cancer before the age of 75, for every 100,000 people under 75, at standard ages.

Cancer takes more years of life before 75 than any other cause, and four in ten cases can be prevented.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths from cancer under 75, published",
    statistic=published("under_75_mortality_cancer"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Less smoking, screening and early diagnosis prevent deaths from "
        "cancer before old age.",
    },
    levels=("place", "district"),
    priorities=("cancer", "healthy_communities", "living_well"),
    unit="per 100,000 people under 75, at standard ages",
    counted="deaths",
    decimals=1,
    caution="One year of a district swings by chance, and today's deaths tell of smoking and screening "
    "many years ago. England is given without its interval.",
    next_question="Which cancers make up the excess, and at which stage were they found?",
    source="OHID, Fingertips, indicator 40501, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
