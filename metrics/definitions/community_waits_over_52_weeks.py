"""People who have waited over 52 weeks for a community health service, as a percentage of all people waiting.

Care cannot move into the community if people wait there for longer than a year.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Community waits over 52 weeks",
    statistic=published("community_waits_over_52_weeks_share"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Long waits for community services send people to hospital instead."
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "neighbourhoods"),
    unit="% of people waiting",
    counted="people waiting",
    decimals=1,
    caution="Only waits with a recorded length are counted; published without an interval, so no comparison "
    "is made.",
    next_question="Which services have the longest waits, and are they for children or adults?",
    source="NHS England, community health services waiting lists, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
