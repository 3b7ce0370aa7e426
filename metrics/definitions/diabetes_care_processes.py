"""People with diabetes on a GP register who had all eight care processes in the year, as a percentage of all
people on the register.

The checks (blood sugar, blood pressure, cholesterol, weight, smoking, two for the kidneys, and feet) find
complications while they can still be stopped.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="People with diabetes who had all eight care processes",
    numerator=count(condition_registers, where="condition = 'diabetes' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'diabetes'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Yearly checks find damage to the kidneys, feet and blood vessels "
        "while it can still be stopped.",
    },
    priorities=("managing_illness", "living_well", "neighbourhoods"),
    unit="% of people on the register",
    decimals=1,
    caution="All or nothing: a person with seven of the eight counts the same as a person with none. A "
    "completed check is not a result at target, and eye screening is counted separately.",
    next_question="Which of the eight is missed most often, and in which age groups?",
    source="Demonstration records of condition registers; definition after the National Diabetes Audit",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
