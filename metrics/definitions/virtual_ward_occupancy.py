"""Virtual ward beds in use on the day of the count, as a percentage of those available.

A virtual ward lets people be monitored at home, through technology, instead of in a hospital bed.
"""

from datetime import date

from metrics import Frequency, Metric, Polarity, Shift, published, target

metric = Metric(
    title="Virtual ward beds in use",
    statistic=published("virtual_ward_occupancy", frequency="month"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Acute care at home replaces a stay in hospital.",
        Shift.ANALOGUE_TO_DIGITAL: "Monitoring at home by app and device replaces observations at the "
        "bedside.",
    },
    frequency=Frequency.MONTH,
    levels=("ics",),
    priorities=("out_of_hospital_care", "enterprise_and_innovation", "urgent_and_emergency_care"),
    target=target(
        80,
        source="NHS England, Delivery plan for recovering urgent and emergency care services, January 2023",
    ),
    unit="% of beds",
    decimals=1,
    caution="A snapshot of one day per month. We hold no figure after February 2024.",
    next_question="Which pathways have empty beds, and do their patients avoid an admission?",
    source="NHS England, virtual wards, July 2023 to February 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 23),
    next_review=date(2027, 11, 23),
)
