"""Attended contacts of people of all ages with community health services by telephone or video, as a
percentage of all attended contacts.

Remote contacts save travel, but wound care, injections and exercise have to be done in person.
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
        Shift.ANALOGUE_TO_DIGITAL: "A call or video replaces a visit where care does not have to be given "
        "in person.",
    },
    frequency=Frequency.MONTH,
    priorities=("neighbourhoods", "out_of_hospital_care", "integrated_workforce"),
    unit="% of contacts",
    decimals=1,
    caution="Neither direction is good by itself: a nursing team cannot dress wounds by video. A change in "
    "the mix of services changes the percentage.",
    next_question="Which services use video, and do their patients get help sooner?",
    source="Demonstration records of community contacts",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
