"""Children under 16 in families with an absolute low income, as a share of all children under 16.

Poverty in childhood shows in teeth, lungs and school, and decades later in hospital.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Children in low-income families",
    statistic=published("children_in_absolute_low_income_families"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Income in childhood is where most of later illness could be "
        "prevented.",
    },
    levels=("ics", "place", "district"),
    priorities=("healthy_communities", "public_sector_partnerships", "neighbourhoods"),
    unit="% of children under 16",
    counted="children",
    decimals=1,
    caution="Income before housing costs, of families that claim a benefit; the NHS alone cannot change "
    "it. The newest year held is 2022/23.",
    next_question="Do families in the poorest neighbourhoods receive all that they are entitled to?",
    source="OHID, Fingertips, indicator 93701, 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
