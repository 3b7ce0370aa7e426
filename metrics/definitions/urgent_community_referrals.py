"""Referrals of adults to two-hour urgent community response (UCR), per 1,000 people aged 65 and over.

A rapid response helps only people who are referred to it. The rate shows how far the service reaches.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published_rate

metric = Metric(
    title="Urgent community response referrals",
    statistic=published_rate("urgent_community_response_referrals", per=1_000, ages="65+"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Each referral is a chance to treat somebody at home instead of in an "
        "emergency bed.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care", "neighbourhoods"),
    unit="per 1,000 people aged 65 and over",
    counted="referrals",
    decimals=1,
    caution="Referrals of adults of every age are divided by people aged 65 and over, who account for most "
    "of them. One person may be referred several times, and recording of two-hour referrals differs between "
    "providers.",
    next_question="How many come from 999, from 111 and from care homes?",
    source="NHS England, community health services, 2024/25; population: ONS, Census 2021",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
