"""People recorded by their GP practice as having high blood pressure, as a percentage of all registered
patients.

High blood pressure has no symptoms and is the largest treatable cause of stroke. Only people who are
diagnosed can be treated.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Recorded high blood pressure",
    statistic=published("qof_prevalence_hyp"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Diagnosing and treating high blood pressure prevents strokes.",
    },
    levels=("ics",),
    priorities=("managing_illness", "stroke", "living_well"),
    unit="% of patients",
    counted="patients",
    decimals=1,
    caution="A high figure may mean more illness, an older population or better diagnosis; it is not "
    "adjusted for age. Published without an interval.",
    next_question="How many more people would be recorded if all cases were diagnosed?",
    source="NHS England, Quality and Outcomes Framework, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
