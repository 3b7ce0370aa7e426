"""Discharges one or more days after the discharge ready date, as a percentage of all discharges.

Each extra day in bed costs an older person strength and keeps the bed from somebody else. What is missing is
mostly care outside hospital.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Discharges delayed by one day or more",
    statistic=published("discharges_delayed_share"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "People leave on the day they are ready when home care and community "
        "beds are available.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "public_sector_partnerships"),
    unit="% of discharges",
    counted="discharges",
    decimals=1,
    caution="Hospitals differ in how they set the discharge ready date, and not all report it for every "
    "discharge. Published without an interval, so no comparison is made.",
    next_question="Are people waiting for care at home, a community bed or a decision?",
    source="NHS England, Discharge Ready Date, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
