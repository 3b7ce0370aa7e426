"""Attended contacts of people of all ages with community health services by telephone or video, as a share of
all attended.

Remote contacts save travel, but hands are needed for wounds, injections and exercise.
"""

from datetime import date

from data.tables import community_contacts
from metrics import Frequency, Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Community contacts by telephone or video",
    numerator=count(community_contacts, where="mode IN ('telephone', 'video')"),
    denominator=count(community_contacts),
    statistic=proportion(),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "A call or video takes the place of a visit where hands are not needed.",
    },
    frequency=Frequency.MONTH,
    priorities=("neighbourhoods", "out_of_hospital_care", "integrated_workforce"),
    unit="% of contacts",
    decimals=1,
    caution="Neither direction is good by itself: a nursing team that dresses wounds cannot do so by "
    "video. A change in the mix of services changes the share.",
    next_question="Which services use video, and do people there get help sooner?",
    source="Demonstration records of community contacts",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
