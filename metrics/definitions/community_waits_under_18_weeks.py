"""People who have waited less than 18 weeks for a community health service, as a percentage of all people
waiting.

Care close to home must also be timely, or people turn to hospital.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Community waits under 18 weeks",
    statistic=published("community_waits_under_18_weeks_share"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Timely care in the community keeps people from turning to hospital.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "neighbourhoods"),
    unit="% of people waiting",
    counted="people waiting",
    decimals=1,
    caution="It covers people still waiting, not those already seen, so it rises when many new people join "
    "the list. Published without an interval, so no comparison is made.",
    next_question="Are children or adults waiting longer, and for which services?",
    source="NHS England, community health services waiting lists, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
