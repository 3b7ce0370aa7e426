"""Cancers found at stage 1 or 2, as a share of cancers with a known stage.

A cancer that is found early can most often be cured. Screening, quick tests and people who come early decide
it.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published, target

metric = Metric(
    title="Cancers found at stage 1 or 2",
    statistic=published("cancer_diagnosed_at_stage_1_and_2"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "Finding a cancer early prevents its spread, and with it long "
        "treatment and death.",
    },
    levels=("place", "district"),
    priorities=("cancer", "healthy_communities"),
    target=target(75, source="NHS England, NHS Long Term Plan, January 2019", by=date(2028, 12, 31)),
    unit="% of cancers with a stage",
    counted="cancers",
    decimals=1,
    caution="The mix of cancers matters: an area with many lung cancers has a lower share at the same "
    "effort. The newest year is 2022, and the year 2020 was disturbed by COVID-19.",
    next_question="Which cancers are found late, and were those people invited to screening?",
    source="ONS, Explore Local Statistics, from the National Disease Registration Service, 2022",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
