"""Cancers diagnosed at stage 1 or 2, as a percentage of cancers with a known stage.

A cancer diagnosed early can more often be cured. Early diagnosis depends on screening, quick tests and people
seeking help in time.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published, target

metric = Metric(
    title="Cancers diagnosed at stage 1 or 2",
    statistic=published("cancer_diagnosed_at_stage_1_and_2"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Early diagnosis prevents the spread of cancer, long treatment and "
        "death.",
    },
    levels=("place", "district"),
    priorities=("cancer", "healthy_communities"),
    target=target(75, source="NHS England, NHS Long Term Plan, January 2019", by=date(2028, 12, 31)),
    unit="% of cancers with a known stage",
    counted="cancers",
    decimals=1,
    caution="The mix of cancers matters: an area with more lung cancer has a lower percentage for the same "
    "effort. The latest year is 2022, and 2020 was affected by COVID-19.",
    next_question="Which cancers are diagnosed late, and were those people invited to screening?",
    source="ONS, Explore Local Statistics, from the National Disease Registration Service, 2022",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
