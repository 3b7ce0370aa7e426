"""Average number of days from the discharge ready date to discharge, among patients whose discharge was
delayed.

It shows how long delayed patients wait. A few very long waits for complex care can raise the average.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Average discharge delay",
    statistic=published("discharge_delay_days_average"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "A short delay shows that care outside hospital can be arranged within "
        "days.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "public_sector_partnerships"),
    unit="days",
    decimals=1,
    caution="An average over delayed patients only, so it can rise because short delays were removed. Read "
    "it with the percentage of discharges delayed.",
    next_question="How many people have waited three weeks or longer, and for what?",
    source="NHS England, Discharge Ready Date, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
