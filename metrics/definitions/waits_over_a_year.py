"""Waits of over 52 weeks from referral to consultant-led treatment that had not ended by the end of the
month.

People who wait over a year become more ill, use their GP and A&E more often, and need more care in the end.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published_monthly, target

metric = Metric(
    title="Referral to treatment (RTT) waits over 52 weeks",
    statistic=published_monthly("rtt_waits_over_52_weeks"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Tests, advice and follow-up outside hospital free clinics for people "
        "who have waited longest.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("planned_care", "one_hospital_group"),
    target=target(
        0,
        source="NHS England, Delivery plan for tackling the COVID-19 backlog of elective care, February 2022",
        by=date(2025, 3, 31),
    ),
    unit="waits",
    counted="waits",
    decimals=0,
    caution="Waits, not people: one person may be waiting for two treatments. We hold no figure after "
    "February 2025, and the count does not show how long the whole waiting list is.",
    next_question="Which specialties have the longest waits, and whose condition is getting worse while "
    "they wait?",
    source="NHS England, referral to treatment waiting times, April 2020 to February 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
