"""The columns of attendances, spells and deaths beyond who, where and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.sample import published, readmissions


@pytest.fixture(scope="module")
def spells(records) -> pd.DataFrame:
    table = records.read(
        "admitted_spells",
        "lsoa_code",
        "age",
        "admission_method",
        "admission_date",
        "discharge_date",
        "primary_diagnosis",
        "external_cause",
        "procedure_code",
        "length_of_stay",
        "days_after_ready",
        "days_to_readmission",
        "frailty_score",
        "person_id",
    )
    return table.assign(kind=table["admission_method"].str[0].to_numpy(), quintile=quintile(records, table))


@pytest.fixture(scope="module")
def emergencies(spells) -> pd.DataFrame:
    return spells[spells["kind"] == "2"]


def quintile(records, rows: pd.DataFrame) -> np.ndarray:
    return rows["lsoa_code"].map(pd.Series(records.here.imd_quintile, records.here.lsoa_codes)).to_numpy(int)


def by_year(records, count: int, bands: slice = slice(None)) -> float:
    """Events a year for each 100,000 people."""
    years = len(records.manifest.months["admitted_spells"]) / 12
    return count / years / records.here.population[..., bands].sum() * 1e5


def test_injuries_and_only_they_have_an_external_cause(emergencies):
    injury = emergencies["primary_diagnosis"].str[0].isin(["S", "T"])
    assert emergencies.loc[injury, "external_cause"].notna().all()
    assert emergencies.loc[~injury, "external_cause"].isna().all()


def test_falls_of_65_and_over_stand_near_the_published_rate(records, emergencies):
    fell = emergencies["external_cause"].str[:3].between("W00", "W19") & (emergencies["age"] >= 65)
    wanted = published.level(records.here, "emergency_admissions_for_falls_65_plus", 0)
    assert wanted > 1_500
    assert by_year(records, fell.sum(), slice(14, None)) == pytest.approx(wanted, rel=0.03)
    injured = emergencies[(emergencies["age"] >= 65) & (emergencies["primary_diagnosis"].str[0] == "S")]
    assert 0.83 < injured["external_cause"].str[:3].between("W00", "W19").mean() < 0.92


def test_self_harm_stands_near_the_published_rate_and_is_mostly_of_10_to_40(records, emergencies):
    harm = emergencies[emergencies["external_cause"].str[:3].between("X60", "X84")]
    wanted = published.level(records.here, "emergency_admissions_for_self_harm", 0)
    assert by_year(records, len(harm)) == pytest.approx(wanted, rel=0.05)
    assert harm["age"].min() >= 10
    assert 0.6 < harm["age"].between(10, 40).mean() < 0.8


def test_procedures_are_for_planned_spells_and_some_emergencies(spells):
    done = spells["procedure_code"].notna()
    stayed = spells["length_of_stay"] > 0
    assert done[spells["kind"] == "1"].mean() > 0.93
    assert done[(spells["kind"] == "2") & stayed].mean() == pytest.approx(1 / 3, abs=0.03)
    assert done[(spells["kind"] == "2") & ~stayed].mean() == pytest.approx(0.12, abs=0.02)


@pytest.mark.parametrize("system", ["records", "small"])
def test_delays_stand_at_the_published_share_and_never_exceed_the_stay(system, request):
    made = request.getfixturevalue(system)
    stays = made.read("admitted_spells", "admission_method", "age", "length_of_stay", "days_after_ready")
    assert (stays["days_after_ready"] <= stays["length_of_stay"]).all()
    emergency = stays["admission_method"].str[0] == "2"
    assert not stays.loc[~emergency, "days_after_ready"].any()
    stays = stays[emergency & (stays["length_of_stay"] > 0)]
    late = stays["days_after_ready"] > 0
    share = published.level(made.here, "discharges_delayed_share", 0)
    assert 100 * late.mean() == pytest.approx(share, abs=0.5)
    mean = published.level(made.here, "discharge_delay_days_average", 0)
    assert stays.loc[late, "days_after_ready"].mean() == pytest.approx(mean, rel=0.1)
    assert late.groupby(np.digitize(stays["age"], [18, 65, 80])).mean().is_monotonic_increasing


def test_readmissions_stand_at_the_published_share_with_gradients(records, spells, emergencies):
    counted = spells[(spells["kind"] == "2") | ((spells["kind"] == "1") & (spells["length_of_stay"] > 0))]
    wanted = published.level(records.here, "emergency_readmissions_within_30_days", 0)
    assert 100 * (counted["days_to_readmission"] < 30).mean() == pytest.approx(wanted, abs=0.5)
    soon = emergencies["days_to_readmission"] < 30
    assert soon.groupby(emergencies["quintile"]).mean().is_monotonic_decreasing
    assert soon[emergencies["age"] >= 75].mean() > soon[emergencies["age"].between(18, 64)].mean()
    later = emergencies["days_to_readmission"].dropna()
    assert later[later >= 30].between(200, 366).mean() > 0.3


def test_the_days_of_the_programmes_people_are_those_of_their_own_next_spell(spells):
    own = spells.dropna(subset="person_id").sort_values(["person_id", "admission_date"], kind="stable")
    following = own.groupby("person_id")["admission_date"].shift(-1)
    days = (following - own["discharge_date"]).dt.days.clip(lower=0)
    days = days.where(days <= readmissions.LONGEST)
    # of two spells that begin on one day either may come first
    alike = own["days_to_readmission"].isna() == days.isna()
    assert alike.mean() > 0.999
    assert (own["days_to_readmission"] - days).abs().dropna().gt(0).mean() < 0.001


def test_frailty_rises_with_age_and_reaches_younger_people_in_deprived_areas(emergencies):
    score, age = emergencies["frailty_score"], emergencies["age"]
    assert score.notna().all()
    old = score[age >= 75]
    assert (old < 5).mean() == pytest.approx(0.35, abs=0.03)
    assert (old > 15).mean() == pytest.approx(0.25, abs=0.03)
    assert (score[age < 65] == 0).mean() > 0.8
    assert score.groupby(np.digitize(age, [50, 65, 75, 85])).mean().is_monotonic_increasing
    middle = emergencies[age.between(50, 64)]
    assert (middle["frailty_score"] >= 5).groupby(middle["quintile"]).mean().is_monotonic_decreasing


def test_a_few_people_come_to_ae_again_and_again(records):
    visits = records.read("ae_attendances", "lsoa_code", "age", "arrival_mode", "attendances_in_year")
    often = visits["attendances_in_year"] >= 3
    assert visits["attendances_in_year"].min() == 1
    assert (visits["attendances_in_year"] >= 10).any()
    assert 0.06 < often.mean() < 0.08
    assert often.groupby(quintile(records, visits)).mean().is_monotonic_decreasing
    brought = (visits["arrival_mode"] == "ambulance") & (visits["age"] >= 65)
    assert often[brought].mean() > 1.5 * often.mean()


@pytest.mark.parametrize("system", ["records", "small"])
def test_deaths_in_hospital_stand_at_the_published_share_by_age(system, request):
    made = request.getfixturevalue(system)
    deaths = made.read("deaths", "age", "place_of_death", "emergency_admissions_90_days")
    for ages, low, high in (("<65 years", 0, 64), ("75-84 years", 75, 84), ("85+ years", 85, 120)):
        share = (deaths.loc[deaths["age"].between(low, high), "place_of_death"] == "hospital").mean()
        wanted = published.level(made.here, "deaths_in_hospital", 0, age=ages)
        assert 100 * share == pytest.approx(wanted, abs=2)
    assert (deaths.loc[deaths["place_of_death"] == "care home", "age"] >= 80).mean() > 0.7
    assert (deaths["emergency_admissions_90_days"] >= 3).mean() == pytest.approx(0.08, abs=0.01)
