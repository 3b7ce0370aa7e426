"""Attendances at A&E departments that last longer than four hours, as a share of all attendances.

Long stays in A&E mostly mean that there is no bed to go to, and behind it that people cannot leave hospital.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly, target

metric = Metric(
    title="A&E waits over four hours",
    statistic=published_monthly("ae_attendances_over_4_hours", of="ae_attendances"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "A&E flows where people who need no hospital are seen elsewhere and "
        "others can go home.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("urgent_and_emergency_care", "urgent_emergency_and_respiratory"),
    target=target(
        22,
        source="NHS England, 2025/26 priorities and operational planning guidance (78% in time)",
        by=date(2026, 3, 31),
    ),
    unit="% of attendances",
    counted="people waiting over four hours",
    decimals=1,
    caution="Departments of every type of the system's hospitals together: a new walk-in centre with short "
    "waits lowers the share without helping anybody in a major department. February and March 2025 are "
    "left out.",
    next_question="How long do those wait who are then admitted?",
    source="NHS England, A&E attendances and emergency admissions, April 2022 to July 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
