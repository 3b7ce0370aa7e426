"""Children under 16 in families with an absolute low income, as a percentage of all children under 16.

Childhood poverty affects teeth, lungs and schooling, and leads to more hospital care decades later.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Children in low-income families",
    statistic=published("children_in_absolute_low_income_families"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Much later illness could be prevented by reducing childhood poverty.",
    },
    levels=("ics", "place", "district"),
    priorities=("healthy_communities", "public_sector_partnerships", "neighbourhoods"),
    unit="% of children under 16",
    counted="children",
    decimals=1,
    caution="Based on income before housing costs, for families that claim a benefit; the NHS alone cannot "
    "change it. The latest year we hold is 2022/23.",
    next_question="Do families in the most deprived neighbourhoods receive everything they are entitled to?",
    source="OHID, Fingertips, indicator 93701, 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
