"""Adults who smoke cigarettes, as a share of all adults, five years of the survey together.

One year of the survey cannot tell one district from another. Five years can, and they show where smoking
stays.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Adults who smoke, five years together",
    statistic=published("cigarette_smokers_5_years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Districts where smoking stays high today are those with the most "
        "lung disease tomorrow.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "cancer", "urgent_emergency_and_respiratory"),
    unit="% of adults",
    decimals=1,
    caution="Five years together are slow to show a change, and neighbouring periods share four of them. "
    "Vaping is not counted.",
    next_question="Do services to stop smoking reach the districts with the highest share?",
    source="ONS, Explore Local Statistics, from the Annual Population Survey, 2020 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
