"""Adults living with obesity, as a percentage of all adults, based on self-reported height and weight.

Obesity leads to diabetes, heart disease, cancer and joint pain, and is far more common in deprived areas.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Adults living with obesity",
    statistic=published("adult_obesity_prevalence"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Healthier food, physical activity and weight management services "
        "now prevent diabetes and heart disease later.",
    },
    levels=("place", "district"),
    priorities=("living_well", "healthy_communities"),
    unit="% of adults",
    decimals=1,
    caution="Height and weight are self-reported and adjusted for known errors in what people report. With "
    "a few hundred respondents per district, one year cannot be told apart from the next.",
    next_question="How many people were offered a weight management service, and how many completed it?",
    source="ONS, Explore Local Statistics, from the Active Lives survey, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
