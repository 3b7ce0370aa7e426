"""People with COPD on a GP register who had a flu vaccine this season, as a share of all on the register.

Influenza is among the main triggers of the flare-ups that fill beds in winter.
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
        Shift.TREATMENT_TO_PREVENTION: "A vaccine in autumn prevents flare-ups and admissions in winter.",
        Shift.HOSPITAL_TO_COMMUNITY: "Fewer winter flare-ups leave beds free and people at home.",
    },
    priorities=("urgent_emergency_and_respiratory", "living_well", "neighbourhoods"),
    unit="% of people on the register",
    decimals=1,
    caution="A snapshot before the season's end is too low by nature: compare the same day of each year. "
    "Vaccines given in pharmacies reach the register late.",
    next_question="Who was invited and did not come, and could a neighbourhood team go to them?",
    source="Demonstration records of condition registers",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
