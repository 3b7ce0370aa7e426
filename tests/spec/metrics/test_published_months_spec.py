"""A publisher's monthly series: small tables of two measures, and what is shown of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import Frequency, Polarity, published_monthly
from metrics.computing.published_figures import evaluate_published
from metrics.computing.published_months import month_series
from metrics.judgement.change import daily_mean
from metrics.language.metric import MetricError
from metrics.language.statistics.published_monthly import PublishedMonthly
from metrics.statistics import proportion
from tests.spec.metrics.small_world import attendance_rate

# One system, S; another, T, whose series goes on for longer. A dot is a month that nobody published.
VISITS = """
month    visits  over_4_hours
2024-01  1000    250
2024-02  .       .
2024-03  1200    .
2024-04  800     200
"""
BEDS = """
month    ready  remaining  days
2024-01  100.5  50.25      31
2024-02  90     45         14
2024-03  80     40         16
2024-04  70     77         30
"""


def activity(table: str, kind: str, system: str = "S") -> pd.DataFrame:
    """Rows of the monthly table from a text; the column ``days`` is how many days were reported."""
    head, *lines = (line.split() for line in table.strip().splitlines())
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    return pd.DataFrame(
        [
            {
                "area_code": system,
                "measure": measure,
                "statistic": kind,
                "month": pd.Timestamp(row["month"]),
                "value": float(row[measure]),
                "days_reported": float(row.get("days", "nan")),
            }
            for row in rows
            for measure in head
            if measure not in ("month", "days") and row[measure] != "."
        ]
    )


def series(table: str, kind: str, measure: str, of: str = "") -> pd.DataFrame:
    found = month_series(activity(table, kind), PublishedMonthly(measure, of, kind), "S")
    return found.assign(label=[period.label for period in found.period]).set_index("label")


def test_each_month_shows_what_the_publisher_gave_and_a_gap_stays_a_gap():
    found = series(VISITS, "monthly total", "visits")
    assert found.value.fillna(-1).to_dict() == {
        "Jan 2024": 1000,
        "Feb 2024": -1,
        "Mar 2024": 1200,
        "Apr 2024": 800,
    }
    assert found[["lower_ci", "upper_ci", "denominator"]].isna().all().all()


def test_a_share_needs_both_measures_of_the_month_and_has_wilsons_interval():
    found = series(VISITS, "monthly total", "over_4_hours", of="visits")
    assert found.value.fillna(-1).to_dict() == {
        "Jan 2024": 25,
        "Feb 2024": -1,
        "Mar 2024": -1,
        "Apr 2024": 25,
    }
    january = found.loc["Jan 2024"]
    expected = proportion(250, 1000, per=100)
    assert (january.numerator, january.denominator) == (250, 1000)
    assert (january.lower_ci, january.upper_ci) == pytest.approx((expected.lower_ci, expected.upper_ci))


def test_means_of_days_say_how_many_days_are_behind_them_and_fewer_than_half_are_no_figure():
    found = series(BEDS, "mean of daily values", "ready")
    assert found.value.fillna(-1).to_dict() == {
        "Jan 2024": 100.5,
        "Feb 2024": -1,
        "Mar 2024 (16 of 31 days)": 80,
        "Apr 2024": 70,
    }


def test_a_total_of_a_part_of_the_month_is_no_figure():
    found = series(BEDS, "monthly total", "ready")
    assert found.value.fillna(-1).tolist() == [100.5, -1, -1, 70]


def test_a_share_of_means_has_no_interval_and_a_part_above_its_whole_is_no_figure():
    found = series(BEDS, "mean of daily values", "remaining", of="ready")
    assert found.value.fillna(-1).tolist() == [50, -1, 50, -1]
    assert found[["lower_ci", "upper_ci"]].isna().all().all()


def test_months_run_as_far_as_the_publisher_reports_of_any_system():
    both = pd.concat(
        [
            activity(VISITS, "monthly total"),
            activity("month visits\n2024-05 5", "monthly total", system="T"),
        ]
    )
    found = month_series(both, PublishedMonthly("visits", "", "monthly total"), "S")
    assert found.value.fillna(-1).tolist() == [1000, -1, 1200, 800, -1]


def monthly_metric(statistic, **fields):
    settings = {"numerator": None, "denominator": None, "levels": ("ics",), "frequency": Frequency.MONTH}
    return attendance_rate(**{"statistic": statistic, **settings, **fields})


AREAS = pd.DataFrame(
    {
        "area_code": ["E92000001", "E54000048", "QE1-P-1"],
        "area_level": ["england", "ics", "place"],
        "official_code": ["E92000001", "E54000048", None],
    }
)


def test_the_results_are_official_monthly_and_of_the_system_alone():
    metric = monthly_metric(published_monthly("ae_attendances"))
    found = evaluate_published(metric, AREAS)
    assert metric.is_published
    assert set(found.area_code) == {"E54000048"}
    assert set(found.frequency) == {"month"}
    assert set(found.provenance) == {"official"}
    assert set(found.period_label[found.status == "missing"]) == {"Feb 2025", "Mar 2025"}
    assert found.value[found.status == "missing"].isna().all()


def test_a_share_of_two_published_counts_is_derived():
    metric = monthly_metric(published_monthly("ae_attendances_over_4_hours", of="ae_attendances"))
    found = evaluate_published(metric, AREAS)
    assert set(found.provenance) == {"derived"}
    known = found[found.status == "ok"]
    assert len(known) == 38
    np.testing.assert_allclose(known.value, known.numerator / known.denominator * 100)
    assert (known.lower_ci < known.value).all() and (known.value < known.upper_ci).all()


def test_monthly_totals_are_charted_in_months_of_equal_length_and_means_are_not():
    totals = monthly_metric(published_monthly("ae_attendances"), polarity=Polarity.NEUTRAL)
    means = monthly_metric(published_monthly("no_criteria_to_reside"))
    rows = evaluate_published(totals, AREAS).iloc[:1]
    assert daily_mean(rows, totals)[0] == pytest.approx(rows.value.iloc[0] / 30 * 365.25 / 12)
    assert daily_mean(rows, means)[0] == rows.value.iloc[0]


@pytest.mark.parametrize(
    ("measure", "of", "words"),
    [
        ("visits", "", "'visits' is unknown; allowed are"),
        ("ae_attendances", "visits", "'visits' is unknown; allowed are"),
        ("ae_attendances", "rtt_waits_over_18_weeks", "a share needs two of the same kind"),
        ("ae_attendances", "ae_attendances", "a share needs two measures"),
    ],
)
def test_a_wrong_measure_is_told_in_a_sentence(measure, of, words):
    with pytest.raises(ValueError, match="published_monthly") as told:
        published_monthly(measure, of=of)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"levels": ("ics", "place")}, "levels"),
        ({"frequency": Frequency.YEAR}, "frequency"),
        ({"sexes": ("female",)}, "sexes"),
    ],
)
def test_a_monthly_series_is_of_the_system_by_month_for_persons(fields, name):
    with pytest.raises(MetricError) as told:
        monthly_metric(published_monthly("ae_attendances"), **fields)
    assert [problem.field for problem in told.value.problems] == [name]
