"""Adults who move for less than half an hour a week at moderate effort, as a share of all adults of 19 and
over.

Those who do nothing gain most from a little. Movement protects heart, mind, bones and balance.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Physically inactive adults",
    statistic=published("physically_inactive_adults", age="19+ years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Half an hour of movement a week is the least costly medicine there "
        "is.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "resilience_and_mental_health"),
    unit="% of adults aged 19 and over",
    decimals=1,
    caution="A survey of about five hundred people a district; an older population is less active at the "
    "same effort of its services. The newest year is 2022/23.",
    next_question="What keeps people in the least active neighbourhoods from moving: time, money, safety "
    "or illness?",
    source="OHID, Fingertips, indicator 93015, 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
