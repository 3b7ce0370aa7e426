"""A preview is what the next refresh would write, from the records that the last one checked."""

from __future__ import annotations

import math
import shutil

import pandas as pd
import pytest

from data.storage.open_store import StoreMissing
from metrics.computing.results_frame import COLUMNS
from metrics.language import registry
from metrics.language.grammar import parse_definition
from metrics.store.preview import SUMMARY, preview
from metrics.store.results import open_store
from metrics.store.text_sparkline import spark
from tests.unit.metrics.definition_text import SMALLEST, changed

SMALLEST_METRIC, _ = parse_definition(SMALLEST, "major_ae_attendances.py")


@pytest.mark.parametrize(
    "metric_id", ["emergency_admissions", "copd_asthma_admissions", "life_expectancy_gap", "nhs_app_access"]
)
def test_a_preview_gives_the_figures_that_a_refresh_writes(store_folder, metric_id):
    shown = preview(registry.find(metric_id), "QE1").results
    stored = open_store("QE1").values(metric=metric_id, period="all")
    key = ["area_level", "frequency", "period_end", "area_code", "sex"]
    pd.testing.assert_frame_equal(
        shown[list(COLUMNS)].sort_values(key).reset_index(drop=True),
        stored.sort_values(key).reset_index(drop=True),
        check_dtype=False,
    )
    assert shown.is_latest.any()


def test_the_summary_accounts_for_every_area(store_folder):
    metric, _ = parse_definition(
        changed(
            ("department_type = '01'", "arrival_mode = 'ambulance' AND age BETWEEN 3 AND 4"),
            ("    shifts", "    sexes=('female', 'male'),\n    shifts"),
        ),
        "small_counts.py",
    )
    shown = preview(metric, "QE1")
    assert tuple(shown.summary.columns) == SUMMARY
    assert len(shown.summary) == 5 * 2
    for row in shown.summary.itertuples():
        assert row.areas == row.with_value + row.hidden + row.too_small + row.missing
        assert not row.lowest > row.median and not row.median > row.highest
        assert len(row.spark) == len(row.over_time)
        assert all((block == " ") == math.isnan(v) for block, v in zip(row.spark, row.over_time, strict=True))
    wards = shown.summary[shown.summary.area_level == "ward"]
    assert (wards.areas == 280).all() and wards.hidden.sum() > 0


def test_a_month_without_records_is_a_gap_in_the_line(store_folder):
    shown = preview(registry.find("emergency_admissions"), "QE1").summary.set_index("area_level")
    assert shown.loc["ics", "spark"].count(" ") == 2  # February and March 2025 are held back
    assert shown.loc["ics", "span"].startswith("Aug 2023 to ")


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([1, 2, 3, 4, 5], "▁▂▃▅▇"),
        ([5, math.nan, 1], "▇ ▁"),
        ([2, 2], "▃▃"),
        ([math.nan, math.nan], "  "),
        ([], ""),
    ],
)
def test_a_spark_line_has_one_block_a_value(values, line):
    assert spark(values) == line


def test_without_a_store_a_counted_metric_says_which_command_makes_one(monkeypatch, tmp_path):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    with pytest.raises(StoreMissing, match="python -m metrics refresh --ics QE1"):
        preview(SMALLEST_METRIC, "QE1")
    assert preview(registry.find("smoking_prevalence"), "QE1").summary.with_value.sum() > 0


@pytest.fixture
def moved_store(store_folder, monkeypatch, tmp_path):
    """A copy of the store and its records in another folder."""
    shutil.copytree(store_folder / "QE1", tmp_path / "QE1")
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    return tmp_path / "QE1"


def test_the_records_are_found_where_the_folder_was_moved_to(moved_store):
    assert preview(SMALLEST_METRIC, "QE1").summary.with_value.sum() > 0


def test_records_that_are_gone_or_changed_are_told_and_never_counted(moved_store):
    described = open_store("QE1").table("records").set_index("table")
    records = moved_store.parent / described.loc["ae_attendances", "path"]
    with records.open("ab") as file:
        file.write(b"\n")
    with pytest.raises(StoreMissing, match=r"have changed since the last refresh.*metrics refresh --ics QE1"):
        preview(SMALLEST_METRIC, "QE1")
    records.unlink()
    with pytest.raises(StoreMissing, match=r"are missing\. .*python -m metrics refresh --ics QE1"):
        preview(SMALLEST_METRIC, "QE1")
