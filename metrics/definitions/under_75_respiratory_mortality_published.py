"""Deaths from diseases of the lung and airways before the age of 75, for every 100,000 people under 75, at
standard ages.

Smoking, cold and damp homes and bad air stand behind most of them. Lung disease is a main cause of the gap in
life expectancy in Blackpool.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths from respiratory disease under 75, published",
    statistic=published("under_75_mortality_respiratory"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Help to stop smoking, warm homes and vaccination prevent deaths "
        "from lung disease.",
    },
    levels=("place", "district"),
    priorities=("urgent_emergency_and_respiratory", "healthy_communities", "living_well"),
    unit="per 100,000 people under 75, at standard ages",
    counted="deaths",
    decimals=1,
    caution="A district has few such deaths a year, and a bad winter for flu or COVID-19 raises them. Read "
    "the interval.",
    next_question="How many of those who died were vaccinated, and how many still smoked?",
    source="OHID, Fingertips, indicator 40701, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
