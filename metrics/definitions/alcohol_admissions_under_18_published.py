"""Hospital admissions of people under 18 for conditions caused only by alcohol, per 100,000 people under 18,
three years combined.

A child admitted with alcohol poisoning is a warning sign for schools, families and mental health services.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Alcohol-specific admissions, under 18",
    statistic=published("alcohol_specific_admissions_under_18"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Work with schools and families on drinking prevents lifelong harm.",
    },
    levels=("ics", "place", "district"),
    priorities=("living_well", "resilience_and_mental_health", "public_sector_partnerships"),
    unit="per 100,000 people under 18",
    counted="admissions",
    decimals=1,
    caution="There are few admissions even in three years, so districts can rarely be told apart. The "
    "system's own figure ends a year before those of the councils.",
    next_question="How many of these young people had asked for help before?",
    source="OHID, Fingertips, indicator 92904, 2021/22 to 2023/24; the system 2020/21 to 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
