"""GP practice appointments that take place on the day they are booked, as a percentage of all appointments.

A system needs both: help on the day for sudden illness, and appointments booked ahead for long-term
conditions.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Same-day GP appointments",
    statistic=published("gp_appointments_same_day_share"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "People with sudden illness who are seen by their practice on the same "
        "day do not go to A&E.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "neighbourhoods", "urgent_and_emergency_care"),
    unit="% of appointments",
    counted="appointments",
    decimals=1,
    caution="Neither a high nor a low percentage is good by itself: a practice without advance booking has "
    "100%. The figures come from booking systems, which practices use differently.",
    next_question="Do people who need an appointment booked ahead have to call on the day?",
    source="NHS England, appointments in general practice, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
