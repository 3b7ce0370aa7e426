"""People of 17 and over whom their GP practice has on record with diabetes, as a share of all patients of
that age.

Diabetes type 2 can be prevented for years and even reversed. Known cases can be kept from damage to eyes,
kidneys and feet.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Diabetes on record",
    statistic=published("qof_prevalence_dm"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Weight services and early finding prevent diabetes and its damage.",
    },
    levels=("ics", "place", "district"),
    priorities=("managing_illness", "living_well"),
    unit="% of patients aged 17 and over",
    counted="patients",
    decimals=1,
    caution="A high figure may mean more illness, an older population or better finding; it is not "
    "adjusted for age. Councils' figures end in 2023/24, the system's in 2024/25 without an interval.",
    next_question="How many of those on record had all eight care processes this year?",
    source="NHS England, Quality and Outcomes Framework, and OHID, Fingertips, indicator 241, 2023/24 and "
    "2024/25",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
