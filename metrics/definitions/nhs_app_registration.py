"""People aged 13 and over who are registered for the NHS App, as a percentage of all people of that age
registered with a GP.

Registration comes first: people who are not registered cannot order, book or read anything in the app.
"""

from datetime import date

from data.tables import registered_people
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="NHS App registration, 13 and over",
    numerator=count(registered_people, where="nhs_app IN ('used', 'registered') AND age >= 13"),
    denominator=count(registered_people, where="age >= 13"),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "People with the app can order, book and read without a telephone call "
        "or a letter.",
    },
    priorities=("enterprise_and_innovation", "living_well", "healthy_communities"),
    unit="% of people aged 13 and over",
    decimals=1,
    caution="Many people registered once, for a COVID pass, and have not used it since: registration is not "
    "use. Parents and carers who act for somebody else are not shown.",
    next_question="Who has not registered: older people, people without a smartphone or people without "
    "photo identification?",
    source="Demonstration records of people registered with a GP",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
