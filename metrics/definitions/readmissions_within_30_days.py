"""Stays in hospital that are followed by an emergency admission within 30 days, as a share of all stays.

People who come back soon were often sent home without what they needed there: medicines explained, a visit,
equipment, somebody to call.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency readmissions within 30 days, published",
    statistic=published("emergency_readmissions_within_30_days", age="All ages"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Follow-up at home after a stay keeps people from coming straight back.",
    },
    levels=("ics", "place", "district"),
    priorities=("urgent_and_emergency_care", "out_of_hospital_care", "managing_illness"),
    unit="% of stays",
    counted="stays",
    decimals=1,
    caution="Adjusted for age and sex as published. An area that admits only the very ill has more "
    "readmissions, and planned returns booked as emergencies count too.",
    next_question="Which wards and diagnoses send people home who come back within the first week?",
    source="OHID, Fingertips, indicator 41101, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
