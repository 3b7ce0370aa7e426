"""Deaths from heart disease, stroke and other cardiovascular diseases of people under 75, per 100,000 people
under 75, age-standardised.

High blood pressure, high cholesterol and smoking cause most of these deaths, and all three can be treated in
the neighbourhood.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Under-75 mortality from cardiovascular diseases",
    statistic=published("under_75_mortality_cardiovascular"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Treating blood pressure and cholesterol prevents heart attacks and "
        "strokes.",
    },
    levels=("place", "district"),
    priorities=("healthy_communities", "stroke", "managing_illness", "living_well"),
    unit="per 100,000 people under 75, age-standardised",
    counted="deaths",
    decimals=1,
    caution="A single year in one district varies by chance. It includes deaths that prevention could not "
    "have averted; a separate metric counts the preventable ones.",
    next_question="Which practices treat the fewest of their patients with high blood pressure to target?",
    source="OHID, Fingertips, indicator 40401, 2024",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
