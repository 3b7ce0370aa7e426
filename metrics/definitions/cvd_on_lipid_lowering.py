"""People with cardiovascular disease on a GP register who take lipid-lowering treatment, as a percentage of
all people on the register.

After a heart attack or stroke a second one is likely; lower cholesterol reduces the risk.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="People with cardiovascular disease on lipid-lowering treatment",
    numerator=count(condition_registers, where="condition = 'cvd' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'cvd'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Lower cholesterol after a first heart attack or stroke prevents a "
        "second.",
    },
    priorities=("managing_illness", "living_well", "stroke"),
    unit="% of people on the register",
    decimals=1,
    caution="Being on treatment is not the same as reaching the cholesterol target, which is a separate "
    "metric nationally. People who cannot tolerate statins and have no alternative count as untreated.",
    next_question="How many of those treated have reached the cholesterol target?",
    source="Demonstration records of condition registers; definition after CVDPREVENT, CVDP009CHOL",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
