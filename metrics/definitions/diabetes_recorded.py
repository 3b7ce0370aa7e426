"""People aged 17 and over recorded by their GP practice as having diabetes, as a percentage of all patients
of that age.

Type 2 diabetes can be delayed for years and sometimes reversed. Once diabetes is recorded, damage to the
eyes, kidneys and feet can be prevented.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Recorded diabetes",
    statistic=published("qof_prevalence_dm"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Weight management services and early diagnosis prevent diabetes and "
        "its complications.",
    },
    levels=("ics", "place", "district"),
    priorities=("managing_illness", "living_well"),
    unit="% of patients aged 17 and over",
    counted="patients",
    decimals=1,
    caution="A high figure may mean more illness, an older population or better diagnosis; it is not "
    "adjusted for age. The councils' figures end in 2023/24; the system's figure for 2024/25 has no "
    "interval.",
    next_question="How many of those recorded had all eight care processes this year?",
    source="NHS England, Quality and Outcomes Framework, and OHID, Fingertips, indicator 241, 2023/24 and "
    "2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
