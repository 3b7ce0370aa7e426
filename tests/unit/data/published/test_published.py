"""Bringing a publisher's file in: kept, read, put to use in one step, found again, and taken back."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.errors import SourceError
from data.published import ingest as published
from data.published import provenance
from data.reference import bundled, ingests, is_bundled, reference
from data.reference.ingests import published_state
from data.reference.table_names import FIGURES
from data.sources import nhs_england_ae, nhs_england_virtual_wards
from data.sources.shared import registry
from data.sources.shared.source import COLUMNS, Ingested, Source
from tests.lib.source_examples import ae_rows, write_ae, write_virtual_wards, write_waits

LANCASHIRE = "E54000048"
pytestmark = pytest.mark.usefixtures("own_folder")


def virtual_ward_patients(area: str = LANCASHIRE) -> pd.DataFrame:
    rows = reference(FIGURES)
    rows = rows[(rows.indicator_id == "virtual_ward_patients") & (rows.area_code == area)]
    return rows.sort_values("period_end", ignore_index=True)


def attendances(area: str = LANCASHIRE) -> pd.Series:
    rows = reference("monthly_activity")
    rows = rows[(rows.measure == "ae_attendances") & (rows.area_code == area)]
    return rows.set_index("month").value.sort_index()


def one_figure(value: float, period: str = "2024-04-01", **more) -> pd.DataFrame:
    row = {
        "indicator_id": "smoking_prevalence_adults",
        "area_code": "E06000009",
        "area_level": "district",
        "sex": "persons",
        "age": "18+ years",
        "period_start": pd.Timestamp(period),
        "period_end": pd.Timestamp(period) + pd.DateOffset(years=1, days=-1),
        "period_label": period[:4],
        "value": value,
        "lower_ci": value - 1,
        "upper_ci": value + 1,
        "count": float("nan"),
        "denominator": float("nan"),
        **more,
    }
    return pd.DataFrame([row])[list(COLUMNS[FIGURES])]


def source_of_rows(*tables, name: str = "made_up", **more) -> Source:
    """A source whose files are read as the given rows, one after the other."""
    given = iter(tables)
    return Source(
        name, "Made up", "A test", "MIT", "a test's file", lambda path: next(given), due_days=1, **more
    )


def file(folder: Path, text: str = "one") -> Path:
    path = folder / f"{text}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_newer_figure_stands_beside_the_older_ones(tmp_path: Path):
    before = virtual_ward_patients()
    published.ingest(nhs_england_virtual_wards.SOURCE, write_virtual_wards(tmp_path))
    after = virtual_ward_patients()
    assert len(after) == len(before) + 6
    assert after.value.iloc[-1] == 210 and after.period_label.iloc[-1] == "Sep 2025"
    assert list(after.dtypes) == list(before.dtypes) and list(after.columns) == list(before.columns)


def test_a_newer_figure_is_a_value_of_its_metric(tmp_path: Path):
    from geo.assembly import geography
    from metrics.computing.published_figures import england_value, evaluate_published, figures
    from metrics.language import registry as definitions

    metric = definitions.find("virtual_ward_capacity")
    areas = geography("QE1").areas
    old = evaluate_published(metric, areas).dropna(subset="value").period_end.max()
    published.ingest(nhs_england_virtual_wards.SOURCE, write_virtual_wards(tmp_path))
    new = evaluate_published(metric, areas).dropna(subset="value").sort_values("period_end")
    assert old < pd.Timestamp("2025-01-01") < new.period_end.iloc[-1]
    assert new.area_code.iloc[-1] == LANCASHIRE
    assert figures(metric.statistic, metric.sexes).period_end.max() == pd.Timestamp("2025-09-30")
    assert pd.isna(england_value(metric.statistic, "persons"))


def test_a_metric_names_the_file_that_its_newest_figure_stands_on(tmp_path: Path):
    from metrics.language import registry as definitions
    from metrics.store.lineage import lineage_row

    metric = definitions.find("virtual_ward_capacity")
    computed = dict.fromkeys(("computed_in", "computed_at", "code_version"), "")
    assert (
        lineage_row(metric, "", computed, None)["source_file"] == "data/reference/published_figures.parquet"
    )
    path = write_virtual_wards(tmp_path)
    published.ingest(nhs_england_virtual_wards.SOURCE, path)
    told = lineage_row(metric, "", computed, None)
    assert told["source_file"] == path.name
    assert told["source_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_ingested_figure_wins_over_the_bundled_one_of_the_same_month(tmp_path: Path):
    month = pd.Timestamp("2025-05-01")
    bundled_value = attendances()[month]
    published.ingest(
        nhs_england_ae.SOURCE, write_ae(tmp_path, pd.period_range("2025-05", "2025-05", freq="M"))
    )
    assert attendances()[month] == 60_485 != bundled_value
    assert not reference("monthly_activity").duplicated(["area_code", "measure", "month"]).any()
    # All that the file does not hold stays as it was.
    assert attendances()[pd.Timestamp("2025-04-01")] == _bundled_attendances()[pd.Timestamp("2025-04-01")]


def _bundled_attendances() -> pd.Series:
    rows = bundled("monthly_activity")
    rows = rows[(rows.measure == "ae_attendances") & (rows.area_code == LANCASHIRE)]
    return rows.set_index("month").value


def test_systems_of_2022_come_in_under_their_codes_of_today(tmp_path: Path):
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    assert attendances("E54000063")[pd.Timestamp("2025-09-01")] == 63_873
    assert "E54000052" not in set(reference("monthly_activity").area_code)


def test_a_second_file_adds_to_the_first_and_the_same_file_takes_its_own_place(tmp_path: Path):
    source = nhs_england_ae.SOURCE
    first = write_ae(tmp_path, pd.period_range("2025-08", "2025-08", freq="M"), "august.csv")
    second = write_ae(tmp_path, pd.period_range("2025-09", "2025-09", freq="M"), "september.csv")
    published.ingest(source, first)
    published.ingest(source, second)
    assert {pd.Timestamp("2025-08-01"), pd.Timestamp("2025-09-01")} <= set(attendances().index)
    published.ingest(source, first)
    assert sorted(one.file for one in ingests.ingests(source.name)) == ["august.csv", "september.csv"]


def test_a_roll_back_goes_to_what_was_in_use_before(tmp_path: Path):
    source = nhs_england_ae.SOURCE
    month = pd.Timestamp("2025-05-01")
    one_month = pd.period_range("2025-05", "2025-05", freq="M")
    published.ingest(source, write_ae(tmp_path, one_month, "right.csv"))
    state = published_state()
    wrong = ae_rows(one_month).assign(total_attendances=lambda rows: rows.total_attendances + 100)
    wrong.to_csv(tmp_path / "wrong.csv", index=False)
    published.ingest(source, tmp_path / "wrong.csv")
    assert attendances()[month] == 60_585 and published_state() != state
    left = published.roll_back(source.name)
    assert [one.file for one in left] == ["right.csv"] and attendances()[month] == 60_485
    published.roll_back(source.name)
    assert attendances()[month] == _bundled_attendances()[month]
    with pytest.raises(SourceError, match="no file has been ingested"):
        published.roll_back(source.name)


def test_the_publishers_file_is_kept_with_hash_size_and_counts(tmp_path: Path, own_folder: Path):
    path = write_ae(tmp_path)
    found = published.ingest(nhs_england_ae.SOURCE, path)
    (one,) = ingests.ingests("nhs_england_ae")
    assert one.path.read_bytes() == path.read_bytes()
    assert one.folder == own_folder / "published" / "nhs_england_ae" / one.sha256[:12]
    assert (
        one.rows == {"monthly_activity": len(found.tables["monthly_activity"])} == {"monthly_activity": 120}
    )
    assert one.bytes == path.stat().st_size and one.code_version == published.code_version()
    assert not list(own_folder.rglob("*.part"))


def test_the_way_from_a_figure_to_its_file_is_known(tmp_path: Path):
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    (one,) = ingests.ingests()
    newest = provenance.source_of("ae_attendances", LANCASHIRE, "2025-09-30").iloc[0]
    assert (newest.source, newest.file, newest.sha256) == ("nhs_england_ae", one.file, one.sha256)
    assert newest.ingested_at == one.ingested_at
    old = provenance.source_of("ae_attendances", LANCASHIRE, "2023-01-31").iloc[0]
    assert old.file == "data/reference/monthly_activity.parquet" and old.source == "NHS England"
    assert len(old.sha256) == 64 and old.ingested_at.startswith("bundled, ")
    # A month of which the file has only some systems stands on two files.
    files = provenance.source_files()
    april = files[(files["item"] == "ae_attendances") & (files.period_end == "2025-04-30")]
    assert dict(zip(april.source, april.areas, strict=True)) == {"NHS England": 37, "nhs_england_ae": 5}
    assert provenance.source_of("population").source.iloc[0].startswith("Office for National Statistics")


def test_every_bundled_figure_has_a_source_file():
    files = provenance.source_files()
    assert set(bundled(FIGURES).indicator_id) | set(bundled("monthly_activity").measure) <= set(files["item"])
    assert files.source.ne("").all() and files.sha256.str.len().eq(64).all()


def test_the_fingerprint_changes_with_an_ingest_and_with_a_roll_back(tmp_path: Path):
    from metrics.store.refresh import state

    before, store_before = published_state(), state("QE1")
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    assert published_state() != before and state("QE1") != store_before
    published.roll_back("nhs_england_ae")
    assert published_state() != before


def test_an_ingest_of_another_program_is_seen(tmp_path: Path, own_folder: Path, monkeypatch):
    reference("monthly_activity")
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setenv("ICS_DATA_FOLDER", str(elsewhere))
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    monkeypatch.setenv("ICS_DATA_FOLDER", str(own_folder))
    before = attendances()
    os.rename(elsewhere, own_folder)
    assert attendances().index.max() > before.index.max()


def test_a_write_that_fails_leaves_the_earlier_ingest_in_use(tmp_path: Path, own_folder: Path, monkeypatch):
    source = nhs_england_ae.SOURCE
    published.ingest(source, write_ae(tmp_path, name="first.csv"))
    before, files = published_state(), sorted(own_folder.rglob("*"))

    def full_disk(self, path, **options):
        Path(path).write_bytes(b"half")
        raise OSError("No space left on device")

    later = write_ae(tmp_path, pd.period_range("2025-10", "2025-10", freq="M"), "later.csv")
    monkeypatch.setattr(pd.DataFrame, "to_parquet", full_disk)
    with pytest.raises(OSError, match="No space left"):
        published.ingest(source, later)
    assert published_state() == before and sorted(own_folder.rglob("*")) == files


def test_a_source_that_stumbles_names_the_file(tmp_path: Path):
    def stumble(path):
        raise KeyError("area")

    source = replace(nhs_england_ae.SOURCE, read=stumble)
    with pytest.raises(SourceError, match=r"august\.csv: cannot be read as .*KeyError"):
        published.ingest(source, write_ae(tmp_path, name="august.csv"))


def test_rows_of_unknown_areas_and_indicators_are_refused_with_the_reason(tmp_path: Path):
    rows = pd.concat(
        [
            one_figure(11.0),
            one_figure(12.0, area_code="E06999999"),
            one_figure(13.0, indicator_id="no_such_indicator"),
            one_figure(14.0, "2023-04-01", lower_ci=15.0),
            one_figure(float("nan"), "2022-04-01"),
        ]
    )
    found = published.ingest(source_of_rows(Ingested({FIGURES: rows})), file(tmp_path))
    assert len(found.tables[FIGURES]) == 1
    told = " ".join(found.refused.what + ": " + found.refused.reason)
    assert "E06999999: The area is unknown to the project" in told
    assert "no such indicator: E06000009: Has no row in published_indicators.csv" in told
    assert "Is outside its own confidence limits" in told and "Has no value" in told
    (one,) = ingests.ingests()
    assert one.refused == found.refused.to_dict("records")
    shown = provenance.refused_and_held_back()
    assert set(shown.kind) == {"refused"} and set(shown.file) == {"one.csv"}


def test_two_rows_of_one_fact_are_an_error(tmp_path: Path):
    rows = pd.concat([one_figure(11.0), one_figure(12.0)])
    with pytest.raises(
        SourceError, match="2 rows are for the same fact .smoking_prevalence_adults, E06000009"
    ):
        published.ingest(source_of_rows(Ingested({FIGURES: rows})), file(tmp_path))


def test_what_is_held_back_leaves_no_figure_from_elsewhere_in_its_place(tmp_path: Path):
    # The bundled table holds a snapshot of no patients that the rule against jumps finds in the file.
    rows = bundled(FIGURES)
    own = rows[(rows.indicator_id == "virtual_ward_patients") & (rows.area_code == "E54000036")]
    assert (own.value == 0).sum() == 1
    found = published.ingest(source_of_rows(Ingested({FIGURES: own})), file(tmp_path))
    assert len(found.held_back) == 1 and "0.0% of the area's median" in found.held_back.reason.iloc[0]
    assert len(virtual_ward_patients("E54000036")) == len(own) - 1


def test_the_lsoas_are_replaced_only_by_the_same_lsoas(tmp_path: Path):
    lsoas = bundled("lsoas")[["lsoa_code", "imd_score"]]
    newer = lsoas.assign(imd_score=lsoas.imd_score + 1).sample(frac=1, random_state=1)
    source = source_of_rows(Ingested({"lsoas": newer.head(500)}), Ingested({"lsoas": newer}))
    with pytest.raises(SourceError, match="500 rows of lsoas, but not for the same areas as the 33,755 rows"):
        published.ingest(source, file(tmp_path))
    assert reference("lsoas") is bundled("lsoas")
    published.ingest(source, file(tmp_path))
    pd.testing.assert_series_equal(reference("lsoas").imd_score, bundled("lsoas").imd_score + 1)
    assert list(reference("lsoas").columns) == list(bundled("lsoas").columns)


def test_an_indicator_that_a_file_names_itself_comes_in(tmp_path: Path):
    names = bundled("published_indicators").head(1).assign(indicator_id="new_one", indicator_name="New one")
    tables = {FIGURES: one_figure(3.0, indicator_id="new_one"), "published_indicators": names}
    published.ingest(source_of_rows(Ingested(tables)), file(tmp_path))
    assert "new_one" in set(reference(FIGURES).indicator_id)
    assert "new_one" in set(reference("published_indicators").indicator_id)


def test_an_ingest_that_cannot_be_read_stops_no_other(tmp_path: Path):
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    published.ingest(registry.find("nhs_england_waits"), write_waits(tmp_path))
    (one,) = ingests.ingests("nhs_england_waits")
    (one.folder / one.tables["monthly_activity"]).unlink()
    os.utime(one.folder.parent / ingests.POINTER)
    assert [left.source for left in ingests.ingests()] == ["nhs_england_ae"]
    assert "are missing; ingest it again" in str(ingests.problems()[0])
    assert attendances().index.max() == pd.Timestamp("2025-09-01")


def test_metadata_beside_a_file_are_kept_with_it(tmp_path: Path):
    (tmp_path / "indicator_metadata.json").write_text(json.dumps({"1": "one"}))
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    (one,) = ingests.ingests()
    assert list(one.companions) == ["indicator_metadata.json"]
    assert (one.folder / "indicator_metadata.json").exists()


def test_reading_a_table_again_costs_next_to_nothing(tmp_path: Path):
    published.ingest(nhs_england_ae.SOURCE, write_ae(tmp_path))
    assert reference("monthly_activity") is reference("monthly_activity")


def test_a_broken_source_takes_no_other_down(tmp_path: Path, monkeypatch):
    import data.sources

    (tmp_path / "broken_one.py").write_text("import no_such_module_at_all\n")
    (tmp_path / "odd_one.py").write_text("SOURCE = 'a text'\n")
    monkeypatch.setattr(data.sources, "__path__", [*data.sources.__path__, str(tmp_path)])
    registry.load.cache_clear()
    try:
        assert "nhs_england_ae" in registry.sources()
        assert [problem.file for problem in registry.problems()] == [
            "data/sources/broken_one.py",
            "data/sources/odd_one.py",
        ]
        with pytest.raises(SourceError, match="the nearest: nhs_england_ae"):
            registry.find("nhs_england_a_and_e")
    finally:
        registry.load.cache_clear()


@pytest.mark.parametrize("source", registry.sources().values(), ids=lambda source: source.name)
def test_a_whole_table_can_take_the_place_of_the_bundled_one(source):
    for table in source.items:
        if is_bundled(table) and table not in ingests.ADDED_TO:
            assert ingests.same_areas(table, bundled(table), bundled(table)), f"{table} needs a key"
