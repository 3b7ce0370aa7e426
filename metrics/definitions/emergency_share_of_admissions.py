"""Emergency admissions as a share of all admissions to hospital.

A hospital that is taken up by emergencies puts planned care off. A system that treats early needs fewer of
them.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency share of admissions",
    statistic=published("emergency_share_of_admissions"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Emergencies give way to planned care where illness is managed close "
        "to home.",
    },
    levels=("ics",),
    priorities=("urgent_and_emergency_care", "planned_care"),
    unit="% of admissions",
    counted="admissions",
    decimals=1,
    caution="A share: it also falls when more planned operations are done, and rises in a strike. "
    "Published without an interval, so no comparison is drawn.",
    next_question="Did emergencies change, or did planned admissions?",
    source="NHS England, hospital admitted patient care, finished admission episodes, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
