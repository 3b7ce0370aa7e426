"""GP appointments, digital requests, community contacts, outpatient attendances: rows of several events."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.sample import drawing, grouped, published
from data.sample.drawing import BAND_START
from data.tables import TABLES
from tests.unit.data.sample.conftest import month_of

MONTHLY = ("gp_appointments", "digital_requests", "community_contacts", "outpatient_attendances")
A_YEAR = 12 / len(grouped.MONTHS)


def read(made, name: str) -> pd.DataFrame:
    """The rows with month, quintile and band; ``n`` is how many events each stands for."""
    table, rows = TABLES[name], made.read(name)
    quintile = rows["lsoa_code"].map(pd.Series(made.here.imd_quintile, made.here.lsoa_codes)).to_numpy(int)
    return rows.assign(
        n=rows[table.quantity],
        month=month_of(rows[table.date]),
        quintile=quintile,
        band=np.searchsorted(BAND_START, rows["age"], side="right") - 1,
    )


def share(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows.groupby(column, observed=True)["n"].sum() / rows["n"].sum()


def by_deprivation(made, rows: pd.DataFrame) -> np.ndarray:
    """Events against those expected at the system's own rates by sex and wide age group, by fifth, most
    deprived first."""
    people = np.add.reduceat(made.here.population, grouped.GROUP_START, axis=-1)
    group, sex = grouped.age_group(rows["band"]), (rows["sex"] == "male").to_numpy(int)
    count = np.zeros(people.shape[1:])
    np.add.at(count, (sex, group), rows["n"].to_numpy())
    expected = (people * count / people.sum(axis=0)).sum(axis=(1, 2))
    expected = np.bincount(made.here.imd_quintile, expected, minlength=5)
    return np.bincount(rows["quintile"], rows["n"], minlength=5) / expected


@pytest.fixture(scope="module")
def appointments(records) -> pd.DataFrame:
    return read(records, "gp_appointments")


@pytest.mark.parametrize("name", MONTHLY)
def test_every_month_from_april_2023_to_july_2025_is_there(small, name):
    rows = read(small, name)
    months = sorted(rows["month"].unique())
    assert months == small.manifest.months[name]
    assert (months[0], months[-1], len(months)) == ("2023-04", "2025-07", 28)
    assert set(rows[TABLES[name].date].dt.day) == {1}


@pytest.mark.parametrize("system", ["records", "small"])
def test_appointments_and_contacts_add_up_to_the_published_numbers(system, request):
    made = request.getfixturevalue(system)
    rows = read(made, "gp_appointments")
    year = (rows["month"] >= "2024-04") & (rows["month"] <= "2025-03")
    wanted = published.count(made.here, "gp_appointments", 0, "2024/25")
    assert rows.loc[year, "n"].sum() == wanted > 1_000_000
    rows = read(made, "community_contacts")
    wanted = published.count(made.here, "community_care_contacts", 0, "March 2025")
    assert rows.loc[rows["month"] == "2025-03", "n"].sum() == wanted > 10_000


def test_appointments_have_plausible_modes_and_the_published_same_day_share(records, appointments):
    mode = share(appointments, "mode")
    wanted = {
        "face-to-face": 0.66,
        "home visit": 0.01,
        "telephone": 0.25,
        "video or online": 0.05,
        "unknown": 0.03,
    }
    assert mode.to_dict() == pytest.approx(wanted, abs=0.01)
    same_day = 100 * share(appointments, "days_waited")[0]
    level = published.level(records.here, "gp_appointments_same_day_share", 0)
    assert same_day == pytest.approx(level, abs=0.5)
    assert set(appointments["days_waited"]) == {0, 1, 2, 8, 15, 22, 28}
    online = share(appointments[appointments["mode"] == "video or online"], "month")
    assert online.iloc[-6:].mean() > 1.2 * online.iloc[:6].mean()


def test_appointments_are_more_for_the_old_and_the_deprived(records, appointments):
    people = records.here.population.sum(axis=(0, 1))
    rate = appointments.groupby("band")["n"].sum().to_numpy() / people * A_YEAR
    assert 9 < rate[17:].mean() < 12 and 2 < rate[2] < 4
    assert (np.diff(by_deprivation(records, appointments)) < 0).all()


def test_a_wards_shares_scatter_little_more_than_its_events(records, appointments):
    ward = appointments["lsoa_code"].map(pd.Series(records.here.ward_names, records.here.lsoa_codes))
    of_ward = appointments.assign(today=appointments["n"] * (appointments["days_waited"] == 0))
    of_ward = of_ward.groupby(ward.to_numpy())[["today", "n"]].sum()
    assert (of_ward["today"] / of_ward["n"]).std() < 0.02


def test_digital_requests_rise_and_are_of_the_young_and_the_less_deprived(records):
    rows = read(records, "digital_requests")
    people = records.here.population.sum()
    rate = rows.groupby(["kind", "month"], observed=True)["n"].sum().unstack(0) / people * 1_000
    consultation = rate["online consultation"]
    assert consultation.iloc[:3].mean() == pytest.approx(15, abs=1)
    assert consultation.iloc[-3:].mean() == pytest.approx(25, abs=1)
    assert rate["repeat prescription"].iloc[-1] > 1.4 * rate["repeat prescription"].iloc[0]
    by_band = rows.groupby("band")["n"].sum().to_numpy() / records.here.population.sum(axis=(0, 1))
    assert by_band[6] > 3 * by_band[18]
    assert (np.diff(by_deprivation(records, rows)) > 0).all()


def test_community_contacts_are_mostly_of_the_old(records):
    rows = read(records, "community_contacts")
    assert rows.loc[rows["age"] >= 65, "n"].sum() / rows["n"].sum() == pytest.approx(2 / 3, abs=0.04)
    assert (np.diff(by_deprivation(records, rows)) < 0).all()
    assert share(rows, "service").idxmax() == "nursing"
    assert not (rows["service"] == "urgent community response")[rows["age"] < 15].any()


def test_outpatient_attendances_are_about_one_a_person_a_year(records):
    rows = read(records, "outpatient_attendances")
    assert rows["n"].sum() / records.here.population.sum() * A_YEAR == pytest.approx(1, abs=0.05)
    assert share(rows, "kind")["first"] == pytest.approx(1 / 3, abs=0.01)
    assert share(rows, "mode")["telephone or video"] == pytest.approx(0.17, abs=0.01)
    initiated = rows[rows["outcome"] == "patient-initiated follow-up"]
    initiated = initiated.groupby("month", observed=True)["n"].sum()
    initiated = initiated / rows.groupby("month", observed=True)["n"].sum()
    assert 0.028 < initiated.iloc[:6].mean() < initiated.iloc[-6:].mean() < 0.045
    assert by_deprivation(records, rows)[0] > by_deprivation(records, rows)[4]


def test_even_shares_hold_in_short_runs_of_rows():
    made = drawing.evenly(np.random.default_rng(1), np.array([[3, 1], [1, 1]]), np.tile([0, 1], 1_000))
    for group, wanted in ((0, 0.25), (1, 0.5)):
        shares = made[group::2].reshape(-1, 50).mean(axis=1)
        assert np.abs(shares - wanted).max() < 0.05


def test_chances_reach_their_mean():
    weight = np.array([1.0, 5.0, 2.0])
    made = drawing.chances(np.array([-1.0, 0.0, 2.0]), weight, 0.3)
    assert (made * weight).sum() / 8 == pytest.approx(0.3, abs=1e-6)
    assert made[0] < made[1] < made[2]
