from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.reference import reference
from data.sample import mortality
from data.sample.calendar import DEATH_YEARS
from data.sample.small_areas import england_levels
from data.tables import SEXES
from metrics.statistics import life_expectancy

YEARS = len(DEATH_YEARS)


@pytest.fixture(scope="module")
def deaths(records) -> pd.DataFrame:
    table = records.read("deaths")
    return table.assign(year=table["date_of_death"].dt.year)


@pytest.fixture(scope="module")
def counts(records, deaths) -> np.ndarray:
    """Deaths by year, LSOA, sex and age band, (5, LSOAs, 2, 20)."""
    return np.stack([records.counted(deaths[deaths["year"] == year]) for year in DEATH_YEARS])


def published(sex: str) -> pd.Series:
    table = reference("published_figures")
    rows = table[(table["indicator_id"] == "life_expectancy_at_birth") & (table["sex"] == sex)]
    return rows[rows["period_label"] == "2024"].set_index("area_code")["value"]


def pooled(groups: np.ndarray, counts: np.ndarray, population: np.ndarray) -> pd.DataFrame:
    """Life expectancy at birth of groups of LSOAs, five years pooled; counts and population (LSOAs, 20)."""
    number, names = pd.factorize(groups)
    died, people = np.zeros((len(names), 20)), np.zeros((len(names), 20))
    np.add.at(died, number, counts)
    np.add.at(people, number, population * YEARS)
    at_birth = life_expectancy(died, people).at_birth
    return pd.DataFrame({"value": at_birth.value, "people": people.sum(axis=1)}, names)


def test_the_calibrating_life_table_agrees_with_the_one_shown():
    rates = mortality.rates(0, np.array([-1.0, 0.0, 1.5]))
    people = np.full(20, 1e7)
    shown = life_expectancy(rates * people, people).at_birth.value
    assert mortality.expectation(rates) == pytest.approx(shown, abs=1e-9)


@pytest.mark.parametrize("sex", SEXES)
def test_the_schedule_gives_the_published_level_of_england(sex):
    level = england_levels()[sex]
    assert level == {"female": 83.6, "male": 79.8}[sex]
    s = SEXES.index(sex)
    people = np.full(20, 1e7)
    deaths = mortality.rates(s, mortality.level_for(s, level)) * people
    assert life_expectancy(deaths, people).at_birth.value == pytest.approx(level, abs=0.001)


@pytest.mark.parametrize("sex", SEXES)
def test_each_district_pooled_comes_out_at_its_published_value(records, counts, sex):
    s, levels = SEXES.index(sex), published(sex)
    here = records.here
    made = pooled(here.district_codes, counts[:, :, s].sum(axis=0), here.population[:, s])["value"]
    known = made.index.intersection(levels.index)
    assert len(known) == 14
    assert (made[known] - levels[known]).abs().max() < 0.05
    told = {row["district_code"]: row for row in records.manifest.life_expectancy if row["sex"] == sex}
    assert {code for code, row in told.items() if row["published"]} == set(known)
    assert all(abs(told[code]["records"] - made[code]) < 0.01 for code in made.index if made[code] > 0)


@pytest.mark.parametrize("sex", SEXES)
def test_a_single_year_scatters_no_more_than_its_interval(records, counts, sex):
    s, levels = SEXES.index(sex), published(sex)
    scores = []
    for code in set(records.here.district_codes) & set(levels.index):
        inside = records.here.district_codes == code
        people = records.here.population[inside, s].sum(axis=0)
        table = life_expectancy(counts[:, inside, s].sum(axis=1), people)
        scores.append((table.at_birth.value - levels[code]) / np.sqrt(table.variance[:, 0]))
    scores = np.array(scores)
    assert np.abs(scores).max() < 4
    assert 0.7 < scores.std() < 1.15


@pytest.mark.parametrize("sex", SEXES)
def test_small_areas_differ_around_their_district_as_the_published_pattern_does(records, counts, sex):
    s, here = SEXES.index(sex), records.here
    health = reference("small_area_health").set_index("lsoa_code")
    msoa = health.loc[here.lsoa_codes, "msoa_2011_code"].to_numpy()
    areas = pooled(msoa, counts[:, :, s].sum(axis=0), here.population[:, s])
    table = reference("small_area_life_expectancy")
    pattern = table[table["sex"] == sex].set_index("msoa_2011_code")["life_expectancy"]
    areas["pattern"] = pattern.reindex(areas.index)
    areas["district"] = pd.Series(here.district_codes, msoa).groupby(level=0).first()
    areas = areas.dropna()
    assert len(areas) > 200

    def around_district(column: str) -> pd.Series:
        weighted = (areas[column] * areas["people"]).groupby(areas["district"]).sum()
        return areas[column] - areas["district"].map(weighted / areas.groupby("district")["people"].sum())

    pattern, made = around_district("pattern"), around_district("value")
    slope = np.polyfit(pattern, made, 1)[0]
    assert np.corrcoef(pattern, made)[0, 1] > 0.92
    assert 0.9 < slope < 1.05


def test_a_district_without_a_published_value_is_marked_as_estimated(records, small):
    estimated = {row["district_name"] for row in records.manifest.life_expectancy if not row["published"]}
    assert estimated == {"Westmorland and Furness", "Cumberland", "North Yorkshire"}
    for made in (records, small):
        off = [abs(row["records"] - row["target"]) for row in made.manifest.life_expectancy]
        assert max(off) < 0.1
    levels = {row["sex"]: [] for row in small.manifest.life_expectancy}
    for row in small.manifest.life_expectancy:
        levels[row["sex"]].append(row["target"])
    # Gloucestershire lives a little longer than England in the published pattern
    assert england_levels()["female"] < np.mean(levels["female"]) < england_levels()["female"] + 2


def test_deaths_are_of_the_five_years_with_more_in_winter(deaths):
    assert set(deaths["year"]) == set(DEATH_YEARS)
    month = deaths["date_of_death"].dt.month
    assert month.isin([12, 1, 2]).mean() > month.isin([6, 7, 8]).mean() * 1.1


def test_causes_follow_age_and_sex(deaths):
    cause, age = deaths["underlying_cause"], deaths["age"]
    assert set(deaths.loc[cause == "C61", "sex"]) == {"male"}
    assert set(cause[age == 0]) & {"P07", "Q24"}
    assert not (cause[age < 35].isin(["F03", "G30", "R54"])).any()
    assert (cause.value_counts(normalize=True) < 0.1).all()
