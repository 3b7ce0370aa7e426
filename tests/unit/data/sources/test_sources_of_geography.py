"""Files of geography, population and deprivation: what good ones give, and what is said of damaged ones."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pandas as pd
import pytest

from data.errors import SourceError
from data.reference import reference
from data.reference.table_names import FIGURES
from data.sources import census_disability, deprivation, ons_boundaries, ons_lookups, ons_population
from data.sources.shared.source import COLUMNS
from geo.boundaries.own_boundaries import own_boundaries
from tests.lib import examples_of_geography as examples

MODULES = {
    module.SOURCE.name: module
    for module in (ons_lookups, ons_boundaries, ons_population, deprivation, census_disability)
}
OLD_ONLY = sorted(
    set(reference("lsoa_2011_to_2021")["lsoa_2011_code"]) - set(reference("lsoa_2011_to_2021")["lsoa_code"])
)


def same_as_bundled(table: pd.DataFrame, name: str, key: list[str]) -> None:
    """Every row and column of a small file's table stands in the bundled one, of the same kind."""
    bundled = reference(name)[list(table.columns)]
    found = bundled.merge(table[key], on=key).sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(table.sort_values(key, ignore_index=True), found)


def refused(ingested, words: str) -> pd.DataFrame:
    told = ingested.refused["what"] + " " + ingested.refused["reason"]
    return ingested.refused[told.str.contains(words, regex=False)]


# --- good files ------------------------------------------------------------------------------------------


def test_every_source_has_an_example_and_says_what_it_reads():
    assert set(examples.EXAMPLES) == set(MODULES)
    for name, module in MODULES.items():
        assert module.SOURCE.name == name and module.SOURCE.files and module.SOURCE.licence


@pytest.mark.parametrize(
    ("module", "write", "name", "key"),
    [
        (ons_lookups, examples.write_lookup_of_2021, "lsoas", ["lsoa_code"]),
        (ons_population, examples.write_people_by_sex, "population", ["lsoa_code", "sex"]),
        (deprivation, examples.write_imd, "lsoas", ["lsoa_code"]),
        (deprivation, examples.write_imd_indicators, "small_area_health", ["lsoa_code"]),
        (census_disability, examples.write_disability, "small_area_health", ["lsoa_code"]),
    ],
)
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_file_gives_the_rows_of_the_bundled_table(tmp_path, module, write, name, key, suffix):
    ingested = module.SOURCE.read(write(tmp_path, f"file{suffix}"))
    same_as_bundled(ingested.tables[name], name, key)
    assert len(refused(ingested, "are not in the file")) == 1, "what the file lacks is told"


def test_wards_of_2025_are_left_out_and_counted(tmp_path):
    ingested = ons_lookups.read(examples.write_lookup_of_2021(tmp_path))
    assert refused(ingested, "wd25cd")["rows"].tolist() == [1]


def test_a_lookup_with_wards_of_2025_alone_is_refused(tmp_path):
    path = examples.write_lookup_of_2021(tmp_path)
    pd.read_csv(path).drop(columns="ward24_code").to_csv(path, index=False)
    with pytest.raises(
        SourceError, match=r"lookup_lsoa21.csv: contains wards of 2025 .* and none of May 2024"
    ):
        ons_lookups.read(path)


def test_a_lookup_of_both_vintages_of_lsoas_gives_the_weights(tmp_path):
    table = ons_lookups.read(examples.write_lookup_of_2011_and_2021(tmp_path)).tables["lsoa_2011_to_2021"]
    same_as_bundled(table, "lsoa_2011_to_2021", ["lsoa_2011_code", "lsoa_code"])


def test_other_lookups_of_2011_are_told_apart(tmp_path):
    old = ons_lookups.read(examples.write_areas_of_2011(tmp_path))
    assert list(old.tables["lsoas_2011"].columns)[:2] == ["lsoa_2011_code", "msoa_2011_code"]
    msoas = ons_lookups.read(examples.write_msoa_lookup(tmp_path))
    assert len(refused(msoas, "counts cannot be divided by it")) == 1


def test_the_census_by_age_agrees_with_the_population_table_and_says_what_is_missing(tmp_path):
    path = examples.write_census_by_age(tmp_path)
    ingested = ons_population.read(path)
    assert set(ingested.tables) == {"population_by_age"} and ingested.held_back.empty
    assert all(published == found for published, found in ingested.totals.values())
    assert len(refused(ingested, "sexes, ages under 1 and ages 90 and over")) == 1
    rows = pd.read_csv(path)
    rows.loc[2, "Aged 5 to 9 years"] += 3
    rows.to_csv(path, index=False)
    changed = ons_population.read(path)
    assert changed.held_back["what"].tolist() == [f"{rows.loc[2, 'lsoa21_code']}, aged 5 to 9 years"]
    assert sum(published != found for published, found in changed.totals.values()) == 2


def test_people_of_one_sex_alone_are_refused(tmp_path):
    path = examples.write_people_by_sex(tmp_path)
    pd.read_csv(path).iloc[1:].to_csv(path, index=False)
    ingested = ons_population.read(path)
    assert len(refused(ingested, "needs one row for female and one for male")) == 1
    assert ingested.tables["population"].groupby("lsoa_code")["sex"].nunique().eq(2).all()


def test_districts_of_2021_are_put_on_those_of_2024(tmp_path):
    ingested = ons_population.read(examples.write_single_years(tmp_path))
    people = ingested.tables["population_by_single_year"].groupby("area_code")["people"].agg(["sum", "size"])
    assert people.loc["E06000064"].tolist() == [(2 + 3 + 4) * 91, 91]
    assert people.loc["E06000009"].tolist() == [91, 91]


def test_a_district_of_2021_whose_other_parts_are_missing_is_refused(tmp_path):
    path = examples.write_single_years(tmp_path)
    pd.read_csv(path).iloc[:-1].to_csv(path, index=False)
    ingested = ons_population.read(path)
    assert "E06000064" not in set(ingested.tables["population_by_single_year"]["area_code"])
    assert len(refused(ingested, "counts of South Lakeland are missing")) == 2


@pytest.mark.parametrize("write", [examples.write_imd_districts, examples.write_imd_icbs])
def test_summaries_of_the_imd_are_published_figures(tmp_path, write):
    table = deprivation.read(write(tmp_path)).tables[FIGURES]
    bundled = reference("published_figures")
    assert tuple(table.columns) == COLUMNS[FIGURES] == tuple(bundled.columns)
    assert table.dtypes.equals(bundled.dtypes)
    key = [
        "indicator_id",
        "area_code",
        "area_level",
        "sex",
        "age",
        "period_start",
        "period_end",
        "period_label",
    ]
    assert len(table) == 8 == len(table.merge(bundled, on=key)), "every row has its counterpart"
    assert table.loc[table["indicator_id"] == "imd_2025_extent", "value"].max() == pytest.approx(55)


def test_ranks_that_are_turned_round_are_found(tmp_path):
    path = examples.write_imd(tmp_path)
    rows = pd.read_csv(path)
    rows.assign(IMD_rank=33_756 - rows["IMD_rank"]).to_csv(path, index=False)
    with pytest.raises(SourceError, match="imd2025.csv: scores or deciles do not follow the ranks"):
        deprivation.read(path)


def test_kinds_that_do_not_add_up_are_found(tmp_path):
    path = examples.write_disability(tmp_path)
    rows = pd.read_csv(path)
    rows.loc[0, "n"] += 1
    rows.to_csv(path, index=False)
    with pytest.raises(
        SourceError, match="disability.csv: the two answers do not add up to total_residents in 1"
    ):
        census_disability.read(path)


# --- boundaries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "codes", "level", "year"),
    [
        ("WD25", ["E05015188"], "ward", 2025),
        ("LAD24", ["E06000009"], "district", 2024),
        ("ICB23", ["E54000048"], "ics", 2023),
        ("SICBL23", ["E38000228"], "sub_icb", 2023),
        ("LSOA21", ["E01012673"], "lsoa", 2021),
        ("MSOA21", ["E02002633"], "msoa", 2021),
    ],
)
def test_level_and_year_of_boundaries_are_told_from_the_columns(tmp_path, column, codes, level, year):
    table = ons_boundaries.read(examples.write_boundaries(tmp_path / "b.geojson", column, codes)).tables[
        "boundaries"
    ]
    assert table[["area_code", "area_level", "vintage"]].values.tolist() == [[codes[0], level, year]]


def test_boundaries_that_passed_are_kept_where_maps_are_made_from(tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_BOUNDARIES_FOLDER", str(tmp_path / "kept"))
    path = examples.write_ward_boundaries(tmp_path)
    kept = ons_boundaries.keep(path)
    assert kept.read_bytes() == path.read_bytes() and [kept] == list((tmp_path / "kept").iterdir())
    shapes = own_boundaries({"E05015188", "E05015190"})
    assert isinstance(shapes, geopandas.GeoDataFrame) and len(shapes) == 2
    path.write_text("<html>Not found</html>")
    with pytest.raises(SourceError):
        ons_boundaries.keep(path)
    assert own_boundaries({"E05015188"}) is not None, "a file that fails leaves the good one"


def test_areas_that_the_reference_lacks_are_explained(tmp_path):
    codes = ["E06000009", "E07000027", "E06999999", ""]
    ingested = ons_boundaries.read(examples.write_boundaries(tmp_path / "b.geojson", "LAD22", codes))
    assert ingested.tables["boundaries"]["area_code"].tolist() == ["E06000009"]
    assert (
        "Barrow-in-Furness was merged into Westmorland and Furness"
        in refused(ingested, "E07000027")["reason"].iloc[0]
    )
    assert len(refused(ingested, "E06999999")) == 1 == len(refused(ingested, "have no code in LAD22CD"))
    assert len(refused(ingested, "no ICS can use it")) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda found: found["features"][0]["geometry"].update(type="Point"), "found a shape of kind Point"),
        (
            lambda found: found["features"][0]["geometry"].update(coordinates=[[[400000, 5000]]]),
            "not in England",
        ),
        (lambda found: found["crs"]["properties"].update(name="EPSG:3857"), "allowed are WGS84"),
        (
            lambda found: found["features"][0]["properties"].update(WD22CD="E05000001"),
            "two years of one level",
        ),
        (lambda found: found.update(features=[]), "the collection has no areas"),
        (lambda found: found.pop("features"), "contains no features"),
    ],
)
def test_boundaries_of_another_kind_are_refused(tmp_path, change, said):
    path = examples.write_ward_boundaries(tmp_path)
    found = json.loads(path.read_text())
    change(found)
    path.write_text(json.dumps(found))
    with pytest.raises(SourceError, match=f"^boundaries_ward24.geojson: .*{said}"):
        ons_boundaries.read(path)


def test_boundaries_of_lsoas_of_2011_are_refused(tmp_path):
    path = examples.write_boundaries(tmp_path / "old.geojson", "LSOA11", OLD_ONLY[:2])
    with pytest.raises(SourceError, match=r"old.geojson: LSOA11CD is of 2011; allowed are the LSOAs of 2021"):
        ons_boundaries.read(path)


# --- files that are not what they should be --------------------------------------------------------------


def other_vintage(path: Path) -> None:
    """LSOAs of 2011, and the wards that Blackpool had before May 2023."""
    text = path.read_text(encoding="utf-8")
    for new, old in zip(examples.some_lsoas()["lsoa_code"], OLD_ONLY, strict=False):
        text = text.replace(new, old)
    for place in range(21):
        text = text.replace(f"E0501{5186 + place}", f"E0500{1643 + place}")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_areas_of_another_vintage_are_refused_with_a_sentence(tmp_path, name):
    path = examples.EXAMPLES[name](tmp_path)
    other_vintage(path)
    with pytest.raises(SourceError) as told:
        MODULES[name].read(path)
    sentence = str(told.value)
    assert sentence.startswith(path.name) and sentence.rstrip().endswith((".", ")"))
    assert len(sentence) < 1_500 and "Traceback" not in sentence


def test_a_parquet_file_that_is_cut_short_is_refused(tmp_path):
    path = examples.write_imd(tmp_path, "imd2025.parquet")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceError, match="imd2025.parquet: is not a whole Parquet file"):
        deprivation.read(path)


@pytest.mark.parametrize("name", MODULES)
def test_a_file_of_another_source_is_told_what_this_one_reads(tmp_path, name):
    other = examples.write_disability if name != "census_disability" else examples.write_imd
    with pytest.raises(SourceError, match="disability.csv|imd2025.csv"):
        MODULES[name].read(other(tmp_path))


@pytest.mark.parametrize(
    ("module", "write", "column", "value"),
    [
        (ons_population, examples.write_census_by_age, "Aged 5 to 9 years", "many"),
        (ons_population, examples.write_single_years, "44", "-1"),
        (ons_population, examples.write_people_by_sex, "1-4", "3.5"),
        (deprivation, examples.write_imd, "IMD_decile", "11"),
        (deprivation, examples.write_imd_indicators, "mental_health_indicator", ""),
        (deprivation, examples.write_imd_districts, "imd25_extent", "55.2"),
        (census_disability, examples.write_disability, "n", "c"),
    ],
)
def test_a_cell_that_is_no_such_number_is_named(tmp_path, module, write, column, value):
    path = write(tmp_path)
    rows = pd.read_csv(path, dtype=str)
    rows.loc[1, column] = value
    rows.to_csv(path, index=False)
    with pytest.raises(SourceError) as told:
        module.read(path)
    assert str(told.value).startswith(f"{path.name}, row 2, {column}: found {value!r}, allowed is a")
