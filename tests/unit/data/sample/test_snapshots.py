"""People counted on three days: registered people with their NHS App, and condition registers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.sample import published

DAYS = ["2023-03-31", "2024-03-31", "2025-03-31"]
NAMES = {pd.Timestamp(day): day for day in DAYS}
PUBLISHED = {
    "hypertension": ("qof_prevalence_hyp", 0),
    "atrial_fibrillation": ("qof_prevalence_af", 0),
    "copd": ("qof_prevalence_copd", 0),
    "smi": ("qof_prevalence_mh", 0),
    "diabetes": ("qof_prevalence_dm", 4),
}
CARE = {
    "hypertension": 68,
    "high_cvd_risk": 60,
    "cvd": 84,
    "atrial_fibrillation": 91,
    "diabetes": 55,
    "copd": 68,
    "smi": 60,
}


@pytest.fixture(scope="module")
def people(records) -> pd.DataFrame:
    return with_place(records, records.read("registered_people"))


@pytest.fixture(scope="module")
def registers(records) -> pd.DataFrame:
    return with_place(records, records.read("condition_registers"))


def with_place(made, rows: pd.DataFrame) -> pd.DataFrame:
    quintile = rows["lsoa_code"].map(pd.Series(made.here.imd_quintile, made.here.lsoa_codes)).to_numpy(int)
    return rows.assign(day=rows["snapshot_date"].map(NAMES), quintile=quintile)


def test_each_day_holds_the_people_of_the_census(records, people):
    assert records.manifest.months["registered_people"] == [day[:7] for day in DAYS]
    total = people.groupby("day")["people"].sum()
    assert total.to_dict() == dict.fromkeys(DAYS, records.here.population.sum())
    places = people[people["day"] == DAYS[0]].groupby("lsoa_code", observed=True)["people"].sum()
    assert (places.reindex(records.here.lsoa_codes) == records.here.population.sum(axis=(1, 2))).all()


def test_the_app_spreads_but_nobody_below_13_has_it(people):
    assert set(people.loc[people["age"] < 13, "nhs_app"]) == {"not registered"}
    older = people[people["age"] >= 13]
    share = older.groupby(["day", "nhs_app"], observed=True)["people"].sum().unstack()
    share = share.div(share.sum(axis=1), axis=0)
    assert share["used"].tolist() == pytest.approx([0.28, 0.36, 0.43], abs=0.01)
    assert (1 - share["not registered"]).tolist() == pytest.approx([0.60, 0.68, 0.74], abs=0.01)


def test_the_app_is_less_with_the_oldest_and_the_deprived(people):
    older = people[people["age"].between(13, 120) & (people["day"] == DAYS[-1])]

    def registered(rows: pd.DataFrame) -> float:
        return rows.loc[rows["nhs_app"] != "not registered", "people"].sum() / rows["people"].sum()

    oldest, others = older[older["age"] >= 80], older[older["age"].between(25, 64)]
    assert registered(oldest) < 0.6 * registered(others)
    by_quintile = [registered(rows) for _, rows in others.groupby("quintile")]
    assert (np.diff(by_quintile) > 0).all()


@pytest.mark.parametrize("system", ["records", "small"])
def test_registers_stand_at_the_published_prevalence(system, request):
    made = request.getfixturevalue(system)
    rows = made.read("condition_registers", "snapshot_date", "condition")
    last = rows.loc[rows["snapshot_date"] == DAYS[-1], "condition"].value_counts()
    for condition, (indicator, band) in PUBLISHED.items():
        wanted = published.level(made.here, indicator, 0, period="2024/25")
        of = made.here.population[..., band:].sum()
        assert 100 * last[condition] / of == pytest.approx(wanted, rel=0.03), condition
    everybody = made.here.population.sum()
    assert 100 * last["cvd"] / everybody == pytest.approx(4, abs=0.2)
    assert 100 * last["high_cvd_risk"] / everybody == pytest.approx(3.5, abs=0.2)


def test_care_stands_at_its_share_and_rises(registers):
    given = (
        (registers["care_given"] == "yes")
        .groupby([registers["condition"], registers["day"]], observed=True)
        .mean()
        .unstack()
    )
    assert given[DAYS[-1]].mul(100).to_dict() == pytest.approx(CARE, abs=1)
    assert (given.diff(axis=1).iloc[:, 1:] > 0).all(axis=None)


def test_care_is_less_in_deprived_areas_and_among_the_young(registers):
    rows = registers[registers["condition"] == "hypertension"]
    given = rows["care_given"] == "yes"
    assert given.groupby(rows["quintile"]).mean().is_monotonic_increasing
    assert given[rows["age"] < 45].mean() < given[rows["age"] >= 65].mean() - 0.05


def test_copd_is_steeper_than_hypertension(records, registers):
    last = registers[registers["day"] == DAYS[-1]]

    def most_against_least(condition: str) -> float:
        rows = last[(last["condition"] == condition) & last["age"].between(65, 74)]
        people = np.bincount(records.here.imd_quintile, records.here.population[..., 14:16].sum(axis=(1, 2)))
        rate = np.bincount(rows["quintile"], minlength=5) / people
        return rate[0] / rate[4]

    assert 1.05 < most_against_least("hypertension") < 1.4
    assert most_against_least("copd") > 2
