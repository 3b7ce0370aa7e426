"""Deaths of people under 75 from respiratory diseases, per 100,000 people under 75, age-standardised.

Smoking, cold and damp homes and polluted air cause most of these deaths. Lung disease is a main cause of the
life expectancy gap in Blackpool.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Under-75 mortality from respiratory diseases",
    statistic=published("under_75_mortality_respiratory"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Help to stop smoking, warm homes and vaccination prevent deaths "
        "from lung disease.",
    },
    levels=("place", "district"),
    priorities=("urgent_emergency_and_respiratory", "healthy_communities", "living_well"),
    unit="per 100,000 people under 75, age-standardised",
    counted="deaths",
    decimals=1,
    caution="A district has few such deaths per year, and a bad winter for flu or COVID-19 raises them. "
    "Look at the interval.",
    next_question="How many of those who died were vaccinated, and how many still smoked?",
    source="OHID, Fingertips, indicator 40701, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
