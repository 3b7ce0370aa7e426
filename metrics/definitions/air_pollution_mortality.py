"""Deaths at 30 and over that are put down to fine particles in the air, as a share of all deaths at that age,
by a model.

Fine particles from traffic, stoves and farms harm heart and lung long before they kill.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths put down to air pollution",
    statistic=published("mortality_attributable_to_particulate_air_pollution"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Cleaner air prevents disease of heart and lung in everybody at once.",
    },
    levels=("ics", "place", "district"),
    priorities=("healthy_communities", "public_sector_partnerships"),
    unit="% of deaths at 30 and over",
    decimals=1,
    caution="Modelled from particles in the air, not counted: no certificate names air pollution. A wet "
    "and windy year lowers it; published without an interval.",
    next_question="Which roads and estates have the most particles, and who lives there?",
    source="OHID, Fingertips, indicator 93861, 2023",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
