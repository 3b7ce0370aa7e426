"""Women of 53 to 70 who were screened for breast cancer in the last three years, as a share of all women of
that age who are eligible.

Screening finds breast cancer before it can be felt. Women in poorer areas come less often.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Breast screening coverage",
    statistic=published("breast_screening_coverage"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Screening finds breast cancer while it can still be cured with "
        "little treatment.",
    },
    sexes=("female",),
    levels=("ics",),
    priorities=("cancer", "healthy_communities"),
    unit="% of women aged 53 to 70",
    counted="women screened",
    decimals=1,
    caution="Published here for the whole system only, so gaps between neighbourhoods do not show. Rounds "
    "lost in the pandemic still lower it.",
    next_question="In which practices do fewer than six women in ten come?",
    source="OHID, Fingertips, indicator 94063, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
