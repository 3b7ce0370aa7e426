from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.sample.cohort import PLANTED_RATE_RATIO, PROGRAMME, background, site_masks

A_YEAR = 365


@pytest.fixture(scope="module")
def members(records) -> pd.DataFrame:
    table = records.read("cohort_members").set_index("person_id")
    return table


@pytest.fixture(scope="module")
def spells(records, members) -> pd.DataFrame:
    linked = records.read("admitted_spells").dropna(subset="person_id").astype({"person_id": int})
    linked = linked.join(members.add_suffix("_of_member"), on="person_id")
    since = (linked["admission_date"] - linked["enrolled_on_of_member"]).dt.days
    return linked.assign(days=since)


def compared(spells: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """Admissions by arm in the year before and the year after, and the standard error of the log ratio of
    ratios."""
    near = spells[spells["days"].between(-A_YEAR, A_YEAR - 1)]
    counts = near.groupby(["arm_of_member", np.where(near["days"] < 0, "before", "after")]).size().unstack()
    return counts, float(np.sqrt((1 / counts).to_numpy().sum()))


def test_two_thousand_people_of_five_sites_and_twice_as_many_elsewhere(records, members):
    assert members.groupby("arm").size().to_dict() == {"programme": 2_000, "comparison": 4_000}
    assert set(members["programme"]) == {PROGRAMME}
    assert members.index.is_unique
    sites = site_masks(records.here)
    assert list(sites) == ["Barrow", "Blackpool", "Burnley", "Chorley", "Skelmersdale"]
    position = members["lsoa_code"].map(pd.Series(range(len(records.here)), records.here.lsoa_codes))
    inside = np.stack([mask for mask, _ in sites.values()])[:, position]
    assert (inside.sum(axis=1) == 400).all()
    assert (inside.any(axis=0) == (members["arm"] == "programme")).all()
    younger = members["age"] < 65
    assert set(inside.argmax(axis=0)[younger & (members["arm"] == "programme")]) == {1}
    assert members["age"].min() >= 45


def test_the_arms_can_be_matched_by_age_sex_and_deprivation(records, members):
    quintile = members["lsoa_code"].map(pd.Series(records.here.imd_quintile, records.here.lsoa_codes))
    shares = [
        pd.crosstab([quintile, members["sex"], members["age"] // 10], members["arm"], normalize="columns"),
        pd.crosstab(quintile, members["arm"], normalize="columns"),
    ]
    for share in shares:
        assert (share["programme"] - share["comparison"]).abs().max() < 0.015


def test_the_cohorts_admissions_are_emergencies_of_its_members(spells):
    assert len(spells) > 15_000
    assert spells["admission_method"].str[0].eq("2").all()
    assert spells["lsoa_code"].eq(spells["lsoa_code_of_member"]).all()
    assert spells["sex"].eq(spells["sex_of_member"]).all()
    age = spells["age"] - spells["age_of_member"] - spells["days"] / 365.25
    assert age.between(-1, 1).all()


def test_difference_in_differences_recovers_the_planted_effect(spells):
    counts, error = compared(spells)
    change = counts["after"] / counts["before"]
    estimate = np.log(change["programme"] / change["comparison"])
    lower, upper = np.exp(estimate - 1.96 * error), np.exp(estimate + 1.96 * error)
    assert lower < PLANTED_RATE_RATIO < upper
    assert upper < 1
    assert error < 0.06


def test_before_and_after_alone_overstates_it(spells):
    counts, _ = compared(spells)
    change = counts["after"] / counts["before"]
    error = np.sqrt((1 / counts).sum(axis=1))["programme"]
    assert change["programme"] * np.exp(1.96 * error) < PLANTED_RATE_RATIO
    assert change["comparison"] < 0.85


def test_the_background_peaks_at_enrolment_and_falls():
    years = np.linspace(-3, 2, 501)
    rate = background(years)
    assert rate.max() == pytest.approx(1, abs=0.02)
    assert abs(years[rate.argmax()]) < 0.02
    assert (np.diff(rate[years >= 0]) < 0).all()
