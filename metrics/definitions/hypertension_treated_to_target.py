"""People with high blood pressure on a GP register whose last reading is at target, as a percentage of all
people on the register.

High blood pressure is the largest treatable cause of stroke and heart attack, and treatment is cheap.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion, target

metric = Metric(
    title="Hypertension treated to target",
    numerator=count(condition_registers, where="condition = 'hypertension' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'hypertension'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Blood pressure at target prevents strokes and heart attacks within "
        "a few years.",
    },
    target=target(
        80,
        source="NHS England, 2024/25 priorities and operational planning guidance",
        by=date(2025, 3, 31),
    ),
    priorities=("living_well", "managing_illness", "stroke"),
    unit="% of people on the register",
    decimals=1,
    caution="Only people already diagnosed are counted: about three in ten people with high blood pressure "
    "are undiagnosed. A person without a reading in the last year counts as not at target.",
    next_question="How many have no recent reading, and how many have one above target?",
    source="Demonstration records of condition registers; definition after CVDPREVENT, CVDP007HYP",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
