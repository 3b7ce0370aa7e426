"""Emergency admissions, as a percentage of all admissions to hospital.

A hospital full of emergency patients has to postpone planned care. A system that treats illness early has
fewer emergencies.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency admissions as a share of all admissions",
    statistic=published("emergency_share_of_admissions"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Fewer emergencies leave room for planned care when illness is managed "
        "close to home.",
    },
    levels=("ics",),
    priorities=("urgent_and_emergency_care", "planned_care"),
    unit="% of admissions",
    counted="admissions",
    decimals=1,
    caution="A percentage of all admissions: it also falls when more planned operations are done, and rises "
    "during strikes. Published without an interval, so no comparison is made.",
    next_question="Did emergency admissions change, or planned ones?",
    source="NHS England, hospital admitted patient care, finished admission episodes, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
