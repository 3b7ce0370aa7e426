"""People with atrial fibrillation and a high risk of stroke who take an anticoagulant, as a percentage of all
such people on the register.

Anticoagulants prevent about two in three of the strokes that atrial fibrillation would cause.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="People with atrial fibrillation on anticoagulants",
    numerator=count(condition_registers, where="condition = 'atrial_fibrillation' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'atrial_fibrillation'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Anticoagulation prevents the disabling strokes that atrial "
        "fibrillation causes.",
    },
    priorities=("stroke", "managing_illness", "living_well"),
    unit="% of people on the register",
    decimals=1,
    caution="Some people at high risk rightly take none because of the risk of bleeding, so the aim is not "
    "100%. Undiagnosed atrial fibrillation is not counted.",
    next_question="How many of the others have a recorded reason, and who has not been reviewed?",
    source="Demonstration records of condition registers; definition after CVDPREVENT, CVDP002AF",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
