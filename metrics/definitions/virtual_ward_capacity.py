"""Virtual ward beds available, per 100,000 people aged 16 and over registered with a GP.

It shows how many people a system can monitor at home, through technology, instead of in a hospital bed.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published

metric = Metric(
    title="Virtual ward beds",
    statistic=published("virtual_ward_capacity_per_100000", frequency="month"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Virtual ward beds increase what can be treated outside hospital.",
        Shift.ANALOGUE_TO_DIGITAL: "Every virtual ward bed depends on remote monitoring.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("out_of_hospital_care", "enterprise_and_innovation", "urgent_and_emergency_care"),
    unit="per 100,000 registered people aged 16 and over",
    decimals=1,
    caution="Beds available are not people cared for. We hold no figure after February 2024. The national "
    "ambition of 40 to 50 beds was per 100,000 people of all ages; this figure is for people aged 16 and "
    "over.",
    next_question="Are the available beds in use?",
    source="NHS England, virtual wards, July 2023 to February 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
