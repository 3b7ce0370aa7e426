"""Discharges one or more days after the day on which the person was ready to go, as a share of all
discharges.

Each day too long in a bed costs an older person strength, and keeps the bed from somebody else. What is
missing is mostly care outside hospital.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Discharges delayed by a day or more",
    statistic=published("discharges_delayed_share"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "People leave on the day they are ready where home care and community "
        "beds are waiting.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "public_sector_partnerships"),
    unit="% of discharges",
    counted="discharges",
    decimals=1,
    caution="Hospitals differ in how they set the day a person is ready, and not all report it for every "
    "discharge. Published without an interval, so no comparison is drawn.",
    next_question="Are people waiting for care at home, for a community bed or for a decision?",
    source="NHS England, Discharge Ready Date, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
