from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from data.records.checks import check_rows
from data.sample import generator, read_manifest
from data.sample.calendar import monthly_totals
from data.sample.generator import generate
from data.sample.residents import residents
from data.tables import TABLES
from tests.unit.data.sample.conftest import by_month


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_record_has_the_form_that_its_table_declares(small, table):
    made = small.read(table.name)
    assert list(made.columns) == [column.name for column in table.columns]
    assert len(made) == small.manifest.tables[table.name]
    assert made[table.key].is_unique
    assert made[table.date].is_monotonic_increasing
    for column in table.columns:
        values = made[column.name].dropna()
        assert len(values) == len(made) or not column.required
        if column.allowed:
            assert set(values.unique()) <= set(column.allowed)
        if column.pattern:
            assert all(re.fullmatch(column.pattern, value) for value in values.unique())
        if column.kind == "integer" and len(values):
            assert column.minimum is None or values.min() >= column.minimum
            assert column.maximum is None or values.max() <= column.maximum
    assert set(made["lsoa_code"]) <= set(small.here.lsoa_codes)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_no_record_is_refused_and_the_file_is_used_where_it_lies(small, table, tmp_path):
    path = small.folder / f"{table.name}.parquet"
    checked = check_rows(path, table, tmp_path)
    assert (checked.path, checked.rejected_rows) == (path, 0)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_manifest_tells_the_months_of_each_table(small, table):
    days = small.read(table.name, table.date)[table.date]
    assert list(by_month(days)) == small.manifest.months[table.name]


def test_a_manifest_made_before_months_were_kept_can_be_read(small, tmp_path):
    kept = json.loads((small.folder / "manifest.json").read_text())
    del kept["months"]
    (tmp_path / "manifest.json").write_text(json.dumps(kept))
    assert read_manifest(tmp_path).months == {}


def test_nobody_gives_birth_outside_fertile_age_or_as_a_man(records):
    spells = records.read("admitted_spells", "primary_diagnosis", "sex", "age")
    births = spells[spells["primary_diagnosis"].str.startswith("O8")]
    assert len(births) > 10_000
    assert set(births["sex"]) == {"female"}
    assert births["age"].between(15, 49).all()
    assert set(spells.loc[spells["primary_diagnosis"].str.startswith("O"), "sex"]) == {"female"}
    visits = records.read("ae_attendances", "diagnosis", "sex")
    assert set(visits.loc[visits["diagnosis"] == "O00-O99", "sex"]) == {"female"}


def test_the_same_seed_gives_the_same_bytes(small, tmp_path):
    generate("E54000043", tmp_path)  # the ONS code of the same system
    for table in (*TABLES, "cohort_members"):
        first, second = (folder / f"{table}.parquet" for folder in (small.folder, tmp_path))
        assert first.read_bytes() == second.read_bytes(), table
    assert read_manifest(tmp_path) == small.manifest


def test_another_seed_gives_other_records_with_the_same_totals_and_progress_is_told(small, tmp_path):
    told = []
    manifest = generate("QR1", tmp_path, 7, lambda fraction, words: told.append((fraction, words)))
    assert manifest.tables["ae_attendances"] == small.manifest.tables["ae_attendances"]
    assert manifest.seed == 7
    ages = [
        pd.read_parquet(folder / "ae_attendances.parquet", columns=["age"])["age"]
        for folder in (tmp_path, small.folder)
    ]
    assert (ages[0] != ages[1]).mean() > 0.5
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert any("A&E attendances" in words for _, words in told)


@pytest.mark.parametrize(
    ("code", "near"), [("QE2", "QE1"), ("E54000049", "E54000048"), ("gloucestershir", "QR1")]
)
def test_an_unknown_system_is_told_with_the_nearest_codes(code, near, tmp_path):
    with pytest.raises(ValueError, match=f"no integrated care system with the code '{code}'.*{near}"):
        generate(code, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_system_without_published_months_is_told_so():
    with pytest.raises(ValueError, match="No monthly ae_attendances are published for E54000999"):
        monthly_totals("E54000999", "ae_attendances")


def test_a_generation_that_is_cut_short_leaves_no_manifest_and_no_broken_file(tmp_path, monkeypatch):
    (tmp_path / "manifest.json").write_text("{}")
    write = generator.write_attendances

    def cut_short(rng, here, months, file, progress):
        def stop(fraction):
            raise KeyboardInterrupt

        write(rng, here, months, file, stop)

    monkeypatch.setattr(generator, "write_attendances", cut_short)
    with pytest.raises(KeyboardInterrupt):
        generate("QR1", tmp_path)
    assert read_manifest(tmp_path) is None
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"deaths.parquet", "cohort_members.parquet", "admitted_spells.parquet"}


def test_people_are_counted_as_in_the_census():
    here = residents("QE1")
    assert len(here) == 1_060
    assert here.population.sum() == 1_717_581
