"""Community beds whose main purpose is step-up care or avoiding an admission, as a percentage of all
community beds on the day of the count.

A bed that a GP or paramedic can use saves somebody a hospital stay. Most community beds take only people who
are leaving hospital.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Community beds for step-up care",
    statistic=published("community_beds_step_up_share"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Step-up beds take people from home who would otherwise go to hospital.",
    },
    levels=("ics",),
    priorities=("out_of_hospital_care", "urgent_and_emergency_care"),
    unit="% of community beds",
    decimals=1,
    caution="A count on one day in March 2026, by the main purpose of each bed. None recorded does not mean "
    "that no bed was ever used to avoid an admission.",
    next_question="Where do GPs and paramedics send people who need a bed but not a hospital?",
    source="NHS England, community bed audit, 4 March 2026",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
