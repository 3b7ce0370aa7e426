"""People whom their GP practice has on record with high blood pressure, as a share of all registered
patients.

High blood pressure is without symptoms and the largest treatable cause of stroke. Only those who are found
can be treated.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="High blood pressure on record",
    statistic=published("qof_prevalence_hyp"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "High blood pressure that is found and treated prevents strokes.",
    },
    levels=("ics",),
    priorities=("managing_illness", "stroke", "living_well"),
    unit="% of patients",
    counted="patients",
    decimals=1,
    caution="A high figure may mean more illness, an older population or better finding; it is not "
    "adjusted for age. Published without an interval.",
    next_question="How many more would be on record if all cases were found?",
    source="NHS England, Quality and Outcomes Framework, 2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
