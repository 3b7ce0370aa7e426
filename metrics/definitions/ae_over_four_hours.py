"""Attendances at A&E departments of every type that last longer than four hours, as a percentage of all
attendances; the remainder is four-hour performance.

Long stays in A&E are mostly due to a lack of beds, which in turn is often due to delays in discharge.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly, target

metric = Metric(
    title="A&E attendances over four hours",
    statistic=published_monthly("ae_attendances_over_4_hours", of="ae_attendances"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Patients move through A&E faster when those who do not need a "
        "hospital are seen elsewhere and others can be discharged.",
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
    counted="attendances over four hours",
    decimals=1,
    caution="All types of department at the system's hospitals are combined: a new walk-in centre with "
    "short waits lowers the percentage without helping anybody in a major department. February and March "
    "2025 are left out.",
    next_question="How long do the patients wait who are then admitted?",
    source="NHS England, A&E attendances and emergency admissions, April 2022 to July 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
