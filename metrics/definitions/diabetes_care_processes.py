"""People with diabetes on a GP register who had all eight care processes in the yearly round, as a share of
all on the register.

The checks of sugar, blood pressure, cholesterol, weight, smoking, kidneys (two) and feet find complications
while they can still be stopped.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Diabetes, eight care processes",
    numerator=count(condition_registers, where="condition = 'diabetes' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'diabetes'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Checks that are done every year find harm to kidneys, feet and "
        "vessels while it can be stopped.",
    },
    priorities=("managing_illness", "living_well", "neighbourhoods"),
    unit="% of people on the register",
    decimals=1,
    caution="All or nothing: a person with seven of eight counts like one with none. A check done is not a "
    "result at target, and eye screening is counted elsewhere.",
    next_question="Which of the eight is missing most, and for people of which age?",
    source="Demonstration records of condition registers; definition after the National Diabetes Audit",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
