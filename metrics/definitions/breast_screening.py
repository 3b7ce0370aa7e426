"""Women aged 53 to 70 who were screened for breast cancer in the last three years, as a percentage of all
eligible women of that age.

Screening finds breast cancer before it can be felt. Uptake is lower in more deprived areas.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Breast screening coverage",
    statistic=published("breast_screening_coverage"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Screening finds breast cancer while it can still be cured with less "
        "treatment.",
    },
    sexes=("female",),
    levels=("ics",),
    priorities=("cancer", "healthy_communities"),
    unit="% of women aged 53 to 70",
    counted="women screened",
    decimals=1,
    caution="Published for the whole system only, so it does not show gaps between neighbourhoods. "
    "Screening rounds missed during the pandemic still lower it.",
    next_question="In which practices is coverage below 60%?",
    source="OHID, Fingertips, indicator 94063, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
