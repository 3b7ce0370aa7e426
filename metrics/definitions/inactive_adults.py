"""Adults aged 19 and over who do less than 30 minutes of moderate physical activity per week, as a percentage
of all adults of that age.

People who are inactive gain most from a little activity. It protects the heart, mind, bones and balance.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Physically inactive adults",
    statistic=published("physically_inactive_adults", age="19+ years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Half an hour of activity a week is one of the cheapest ways to "
        "prevent illness.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "resilience_and_mental_health"),
    unit="% of adults aged 19 and over",
    decimals=1,
    caution="A survey of about 500 people per district; an older population is less active for the same "
    "effort of local services. The latest year we hold is 2022/23.",
    next_question="What keeps people in the least active neighbourhoods from being active: time, money, "
    "safety or illness?",
    source="OHID, Fingertips, indicator 93015, 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
