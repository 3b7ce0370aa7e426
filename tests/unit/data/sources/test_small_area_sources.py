"""Life expectancy of MSOAs of 2011, and the Health Index: what is read and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from data.reference import reference
from data.reference.table_names import FIGURES
from data.sources import health_index, small_area_life_expectancy
from tests.lib.examples_of_published import (
    LSC,
    health_index_row,
    life_expectancy_row,
    write_health_index,
    write_small_area_life_expectancy,
)

TABLE = "small_area_life_expectancy"


def read(source, folder, rows):
    path = folder / "file.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return source.read(path)


def reasons(found) -> str:
    return "\n".join(f"{r.what}: {r.reason} ({r.rows})" for r in found.refused.itertuples())


def test_small_areas_are_read_as_the_bundled_table_is_kept(tmp_path):
    table = small_area_life_expectancy.read(write_small_area_life_expectancy(tmp_path)).tables[TABLE]
    assert table.dtypes.astype(str).to_dict() == reference(TABLE).dtypes.astype(str).to_dict()
    assert table.sex.tolist() == ["female", "male", "male"]
    assert table.person_years.tolist() == [24_214] * 3


def test_an_area_without_a_life_expectancy_keeps_its_deaths(tmp_path):
    blank = {"life_expectancy": "", "lci95": "", "uci95": ""}
    table = read(small_area_life_expectancy, tmp_path, [life_expectancy_row(**blank)]).tables[TABLE]
    assert table.deaths.tolist() == [97] and table.life_expectancy.isna().all()


@pytest.mark.parametrize(
    "given, reason",
    [
        ({"period": "2018 to 2022"}, "allowed is 2016 to 2020"),
        ({"sex": "Persons"}, "allowed are Males and Females"),
        ({"msoa11_code": "E02006999"}, "not MSOAs of 2011"),
        ({"msoa11_code": "W02000001"}, "not MSOAs of 2011"),
        ({"life_expectancy": "90"}, "outside its own confidence limits"),
        ({"life_expectancy": "181", "lci95": "180", "uci95": "182"}, "above 110 years"),
        ({"deaths": ""}, "without deaths or person-years"),
        ({"population_5yr": "many"}, "is not a number"),
    ],
)
def test_a_small_area_that_cannot_be_used_is_refused(tmp_path, given, reason):
    rows = [life_expectancy_row(msoa11_code="E02000002"), life_expectancy_row(**given)]
    found = read(small_area_life_expectancy, tmp_path, rows)
    assert len(found.tables[TABLE]) == 1
    assert reason in reasons(found)


def test_an_area_with_two_values_is_refused(tmp_path):
    rows = [life_expectancy_row(), life_expectancy_row(deaths="98"), life_expectancy_row(sex="Females")]
    found = read(small_area_life_expectancy, tmp_path, rows)
    assert found.tables[TABLE].sex.tolist() == ["female"]
    assert "conflicting" in reasons(found)


def test_both_forms_of_the_health_index_give_scores(tmp_path):
    long = health_index.read(write_health_index(tmp_path)).tables[FIGURES]
    assert set(long.indicator_id) == {"health_index_frailty", "health_index_smoking"}
    assert long.period_label.tolist() == ["2020", "2021", "2021"]
    wide = {"icb22_code": LSC, "icb22_name": "LSC", "year": "2021", "overall_score": "97"}
    wide |= dict.fromkeys(("healthy_people_domain", "healthy_lives_domain", "healthy_places_domain"), "98")
    found = read(health_index, tmp_path, [wide])
    assert len(found.tables[FIGURES]) == 4
    assert set(found.tables["published_indicators"].unit) == {"index (England 2015 = 100)"}


@pytest.mark.parametrize(
    "given, reason",
    [
        ({"icb22_code": "E54000999"}, "an older or newer one"),
        ({"icb22_code": "E06000008"}, "read for ICSs only"),
        ({"year": "2021/22"}, "is not a calendar year"),
        ({"year": "2150"}, "is not a calendar year"),
        ({"value": ""}, "the publisher gives none"),
        ({"value": "9999"}, "which is impossible for an index score"),
        ({"indicator": "Frailty!"}, "is not a name in lower case"),
    ],
)
def test_a_score_that_cannot_be_used_is_refused(tmp_path, given, reason):
    found = read(health_index, tmp_path, [health_index_row(year="2019"), health_index_row(**given)])
    assert len(found.tables[FIGURES]) == 1
    assert reason in reasons(found)


def test_an_index_of_2022_codes_is_put_under_the_new_ones(tmp_path):
    found = read(health_index, tmp_path, [health_index_row(icb22_code="E54000053")])
    assert found.tables[FIGURES].area_code.tolist() == ["E54000064"]
    assert "read as E54000064" in reasons(found)
