"""The whole demonstration store: the publisher's totals stand at the top, and the parts add up to them."""

from __future__ import annotations

import numpy as np
import pytest

from data.reference import reference
from metrics.computing.results_frame import COLUMNS, OUTCOMES, PROVENANCES, STATUSES
from metrics.language.metric import RECORD_LEVELS
from metrics.store.results import Store, open_store

LANCASHIRE_AND_SOUTH_CUMBRIA = "E54000048"
GAP = {"Feb 2025", "Mar 2025"}


@pytest.fixture(scope="module")
def store(store_folder) -> Store:
    return open_store("QE1")


@pytest.mark.parametrize("metric", ["ae_attendances", "emergency_admissions"])
def test_the_ics_equals_the_published_total_in_every_month(store, metric):
    published = reference("monthly_activity").query(
        "area_code == @LANCASHIRE_AND_SOUTH_CUMBRIA and measure == @metric"
    )
    months = store.values(metric, level="ics", period="all", frequency="month")
    known = months[months.status == "ok"].set_index("period_start").numerator
    expected = published.set_index("month").value
    expected.index = expected.index.astype("datetime64[s]")
    assert len(known) == len(expected) == 38
    assert (known.sort_index() == expected.sort_index()).all()
    assert (months[months.status == "ok"].provenance == "derived").all()


@pytest.mark.parametrize("metric", ["ae_attendances", "emergency_admissions"])
@pytest.mark.parametrize("level", ["ics", "place", "neighbourhood"])
def test_the_two_months_that_nobody_published_are_missing_at_every_level(store, metric, level):
    months = store.values(metric, level=level, period="all", frequency="month")
    missing = months[months.status == "missing"]
    assert set(missing.period_label) == GAP
    assert missing[["numerator", "value", "lower_ci", "upper_ci"]].isna().all().all()


def test_the_parts_add_up_to_the_published_totals_before_protection(store):
    table = store.table("reconciliation")
    table = table[table.published.notna()]
    assert set(table.metric_id) == {"ae_attendances", "emergency_admissions"}
    assert len(table) == 2 * 38
    for level in RECORD_LEVELS:
        assert (table[level] == table.published).all(), level
    assert (table.not_placed == 0).all()


def test_below_the_publishers_total_no_exact_count_is_in_the_store(store):
    frame = store.values(period="all")
    counted = frame[frame.provenance == "synthetic"]
    shown = counted.numerator.dropna()
    # Admissions avoided adds up rounded months.
    assert (shown % 5 == 0).all()
    other = store.table("reconciliation").query("published.isna()")
    assert (other[[*RECORD_LEVELS, "not_placed"]].stack() % 5 == 0).all()


def test_nothing_is_shown_of_what_is_hidden_or_too_small(store):
    frame = store.values(period="all")
    not_ok = frame[frame.status != "ok"]
    assert not_ok[["value", "lower_ci", "upper_ci"]].isna().all().all()
    assert (not_ok.outcome == "not compared").all()
    standardised = frame[frame.metric_id.isin(["chronic_acsc_admissions", "copd_asthma_admissions"])]
    assert standardised[standardised.numerator < 10].value.isna().all()
    lives = frame[frame.metric_id.isin(["life_expectancy_at_birth", "life_expectancy_gap"])]
    assert lives[lives.numerator.isna()].value.isna().all()


def test_figures_from_exact_ages_are_no_finer_than_they_are_shown(store):
    """Sixteen digits of a sum of known weights would give every age band's deaths away; one decimal does
    not.
    """
    lives = store.values("life_expectancy_at_birth", period="all")
    for figure in ("value", "lower_ci", "upper_ci"):
        shown = lives[figure].dropna()
        np.testing.assert_allclose(shown, shown.round(1), atol=1e-9)
        for metric in ("chronic_acsc_admissions", "copd_asthma_admissions"):
            rates = store.values(metric, level="ward", period="all")[figure].dropna()
            assert all(float(f"{rate:.3g}") == pytest.approx(rate) for rate in rates)


def test_every_row_keeps_to_the_schema(store):
    frame = store.values(period="all")
    assert tuple(frame.columns) == COLUMNS
    assert set(frame.status) <= set(STATUSES)
    assert set(frame.provenance) <= set(PROVENANCES)
    assert set(frame.outcome) <= set(OUTCOMES)
    key = ["metric_id", "area_code", "frequency", "period_start", "period_end", "sex", "breakdown"]
    assert not frame.duplicated(key).any()
    known = frame.dropna(subset=["lower_ci", "upper_ci"])
    assert (known.lower_ci <= known.value).all() and (known.value <= known.upper_ci).all()


def test_every_area_of_every_level_has_a_latest_row(store):
    frame = store.values("ae_attendances")
    assert frame.groupby("area_level").area_code.nunique().to_dict() == {
        "ics": 1,
        "place": 9,
        "district": 17,
        "neighbourhood": 41,
        "ward": 280,
    }


def test_every_metric_has_a_figure_at_each_level_that_it_claims_and_says_so_at_the_others(store):
    from metrics.language import registry

    frame = store.values()
    for metric in registry.metrics().values():
        rows = frame[frame.metric_id == metric.id]
        for level in RECORD_LEVELS:
            found = set(rows.status[rows.area_level == level])
            if level in metric.levels:
                assert "ok" in found, (metric.id, level)
            else:
                assert found == {"not_applicable"}, (metric.id, level)
