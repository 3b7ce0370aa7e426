"""Deaths from heart disease, stroke and other diseases of the circulation before the age of 75, for every
100,000 people under 75, at standard ages.

Blood pressure, cholesterol and smoking stand behind most of these deaths, and all three can be treated in the
neighbourhood.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths from heart disease and stroke under 75, published",
    statistic=published("under_75_mortality_cardiovascular"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Treated blood pressure and cholesterol prevent heart attacks and "
        "strokes.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "stroke", "managing_illness", "living_well"),
    unit="per 100,000 people under 75, at standard ages",
    counted="deaths",
    decimals=1,
    caution="One year of a district swings by chance. It holds deaths that no prevention could have "
    "averted; the preventable ones stand in a metric of their own.",
    next_question="Which practices treat the fewest of their patients with high blood pressure to target?",
    source="OHID, Fingertips, indicator 40401, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
