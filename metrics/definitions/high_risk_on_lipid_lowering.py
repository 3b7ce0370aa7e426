"""People without cardiovascular disease but with a ten-year risk (QRISK) of 20% or more who take
lipid-lowering treatment, as a percentage of all people at that risk.

A statin taken for years prevents the first heart attack or stroke in people who still feel well.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion, target

metric = Metric(
    title="People at high cardiovascular risk on lipid-lowering treatment",
    numerator=count(condition_registers, where="condition = 'high_cvd_risk' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'high_cvd_risk'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Treatment before a first heart attack or stroke is prevention in "
        "its simplest form.",
    },
    target=target(
        65,
        source="NHS England, 2024/25 priorities and operational planning guidance",
        by=date(2025, 3, 31),
    ),
    priorities=("living_well", "healthy_communities", "stroke"),
    unit="% of people on the register",
    decimals=1,
    caution="Only people with a calculated risk are counted; those who never came for a health check are "
    "missing, and they are often at the highest risk. A prescription does not mean that the medicine is "
    "taken.",
    next_question="Who was offered treatment and declined, and who was never asked?",
    source="Demonstration records of condition registers; definition after CVDPREVENT, CVDP003CHOL",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
