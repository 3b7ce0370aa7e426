"""Urgent community response (UCR) referrals seen within two hours, as a percentage of those due within two
hours.

A team that comes within two hours keeps people at home who would otherwise call an ambulance.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published, target

metric = Metric(
    title="Two-hour urgent community response",
    statistic=published("urgent_community_response_two_hour_share"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "A visit within two hours replaces an ambulance and an emergency bed."
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "neighbourhoods"),
    target=target(
        70, source="NHS England, 2022/23 priorities and operational planning guidance", by=date(2022, 12, 31)
    ),
    unit="% seen in time",
    decimals=1,
    caution="An average of the monthly percentages; the number of people seen matters as much as the "
    "percentage. Published without an interval, so no comparison is made.",
    next_question="How many people are referred, and which services refer none?",
    source="NHS England, community health services, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
