"""Hospital stays followed by an emergency readmission within 30 days, as a percentage of all stays.

People who are readmitted soon often went home without what they needed: medicines explained, a visit,
equipment or somebody to call.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency readmissions within 30 days",
    statistic=published("emergency_readmissions_within_30_days", age="All ages"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Follow-up at home after a stay prevents an early readmission.",
    },
    levels=("ics", "place", "district"),
    priorities=("urgent_and_emergency_care", "out_of_hospital_care", "managing_illness"),
    unit="% of stays",
    counted="stays",
    decimals=1,
    caution="Adjusted for age and sex, as published. An area that admits only the most severely ill has "
    "more readmissions, and planned returns recorded as emergencies are also counted.",
    next_question="From which wards and with which diagnoses are people readmitted within the first week?",
    source="OHID, Fingertips, indicator 41101, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
