"""Adults who smoke cigarettes, as a percentage of all adults, five survey years combined.

In a single survey year most districts cannot be told apart. Five years combined show where smoking remains
high.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Adults who smoke, five years combined",
    statistic=published("cigarette_smokers_5_years"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Districts where smoking remains high now will have the most lung "
        "disease later.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities", "cancer", "urgent_emergency_and_respiratory"),
    unit="% of adults",
    decimals=1,
    caution="Five years combined are slow to show a change, and successive periods share four of the five "
    "years. Vaping is not counted.",
    next_question="Do stop smoking services reach the districts with the highest percentages?",
    source="ONS, Explore Local Statistics, from the Annual Population Survey, 2020 to 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
