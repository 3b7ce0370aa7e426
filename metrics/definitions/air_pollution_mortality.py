"""Deaths at age 30 and over attributable to fine particles in the air, as a modelled percentage of all deaths
at that age.

Fine particles from traffic, stoves and farming damage the heart and lungs over many years.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths attributable to air pollution",
    statistic=published("mortality_attributable_to_particulate_air_pollution"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Cleaner air prevents heart and lung disease in the whole population "
        "at once.",
    },
    levels=("ics", "place", "district"),
    priorities=("healthy_communities", "public_sector_partnerships"),
    unit="% of deaths at age 30 and over",
    decimals=1,
    caution="Modelled from particle concentrations, not counted: almost no death certificate names air "
    "pollution. A wet and windy year lowers it, and it is published without an interval.",
    next_question="Which roads and estates have the highest concentrations, and who lives there?",
    source="OHID, Fingertips, indicator 93861, 2023",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
