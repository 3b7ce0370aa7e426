"""People with COPD on a GP register who have had a flu vaccine this season, as a percentage of all people on
the register.

Influenza is one of the main causes of the flare-ups that fill beds in winter.
"""

from datetime import date

from data.tables import condition_registers
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Flu vaccination of people with COPD",
    numerator=count(condition_registers, where="condition = 'copd' AND care_given = 'yes'"),
    denominator=count(condition_registers, where="condition = 'copd'"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "A vaccine in the autumn prevents flare-ups and admissions in the "
        "winter.",
        Shift.HOSPITAL_TO_COMMUNITY: "Fewer flare-ups in winter keep people at home and beds free.",
    },
    priorities=("urgent_emergency_and_respiratory", "living_well", "neighbourhoods"),
    unit="% of people on the register",
    decimals=1,
    caution="A snapshot before the end of the season is always too low: compare the same date in each year. "
    "Vaccines given in pharmacies take longer to reach the register.",
    next_question="Who was invited and did not come, and could a neighbourhood team visit them?",
    source="Demonstration records of condition registers",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
