"""People with severe mental illness (SMI) on a GP register who had the full yearly physical health check, as
a percentage of all people on the register.

People with severe mental illness die fifteen to twenty years earlier than others, mostly from physical
illness that can be prevented.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion, target

metric = Metric(
    title="Physical health checks for people with severe mental illness",
    numerator=count(condition_registers, where="condition = 'smi' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'smi'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "The check covers smoking, weight, blood pressure and blood sugar in "
        "people who seldom seek help themselves.",
    },
    target=target(
        60,
        source="NHS England, Core20PLUS5, an approach to reducing health inequalities for adults",
    ),
    priorities=(
        "mental_health_learning_disability_autism",
        "resilience_and_mental_health",
        "healthy_communities",
    ),
    unit="% of people on the register",
    decimals=1,
    caution="A completed check does not show what was done afterwards. Registers are small: a "
    "neighbourhood's percentage changes by several points when a few people are seen.",
    next_question="How many people were treated for what the check found?",
    source="Demonstration records of condition registers",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
