"""People aged 13 and over who used the NHS App in the month before the snapshot, as a percentage of all
people of that age registered with a GP.

The shift depends on people who use the app, not on those who once signed up.
"""

from datetime import date

from data.tables import registered_people
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="NHS App use in the last month, 13 and over",
    numerator=count(registered_people, where="nhs_app = 'used' AND age >= 13"),
    denominator=count(registered_people, where="age >= 13"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Monthly use shows that the app replaces telephone calls, letters and "
        "visits to reception.",
    },
    priorities=("enterprise_and_innovation", "living_well", "managing_illness"),
    unit="% of people aged 13 and over",
    decimals=1,
    caution="Healthy people have little to do in the app: a young neighbourhood can rank low without "
    "anybody being excluded. A single log-in counts as use.",
    next_question="What do people do in the app, and what do they still have to telephone for?",
    source="Demonstration records of people registered with a GP",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
