from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.code_sets import CODE_SETS
from data.reference import reference


@pytest.fixture(scope="module")
def emergencies(records) -> pd.DataFrame:
    return records.emergencies("lsoa_code", "age", "sex", "primary_diagnosis", "secondary_diagnosis")


def starts(codes: pd.Series, code_set: str) -> pd.Series:
    return codes.str.startswith(CODE_SETS[code_set].prefixes, na=False)


def chronic(spells: pd.DataFrame) -> pd.Series:
    first, second = spells["primary_diagnosis"], spells["secondary_diagnosis"]
    bronchitis = starts(first, "acute_bronchitis") & starts(second, "chronic_airway_disease")
    return starts(first, "chronic_acsc") | bronchitis


def standardised(records, events: pd.DataFrame, groups: np.ndarray) -> pd.DataFrame:
    """Observed against expected at the system's own rates by sex and age, by group of LSOAs."""
    count, people = records.counted(events), records.here.population
    rate = count.sum(axis=0) / people.sum(axis=0)
    expected = (people * rate).sum(axis=(1, 2))
    table = (
        pd.DataFrame(
            {
                "observed": count.sum(axis=(1, 2)),
                "expected": expected,
                "published": records.here.acute_morbidity_ratio * expected / 100,
            }
        )
        .groupby(groups)
        .sum()
    )
    return pd.DataFrame(
        {"made": table["observed"] / table["expected"], "published": table["published"] / table["expected"]}
    )


def wards(records) -> np.ndarray:
    return reference("lsoas").set_index("lsoa_code").loc[records.here.lsoa_codes, "ward_code"].to_numpy()


def test_emergency_admissions_of_wards_follow_the_published_ratio(records, emergencies):
    ratio = standardised(records, emergencies, wards(records))
    assert len(ratio) == 280
    assert np.corrcoef(ratio["published"], ratio["made"])[0, 1] > 0.985
    assert np.polyfit(np.log(ratio["published"]), np.log(ratio["made"]), 1)[0] == pytest.approx(1, abs=0.05)


def test_attendances_of_wards_follow_it_more_mildly(records):
    ratio = standardised(records, records.read("ae_attendances", "lsoa_code", "age", "sex"), wards(records))
    assert np.corrcoef(ratio["published"], ratio["made"])[0, 1] > 0.985
    assert np.polyfit(np.log(ratio["published"]), np.log(ratio["made"]), 1)[0] == pytest.approx(0.6, abs=0.05)


def test_the_conditions_that_metrics_count_occur_at_plausible_shares(emergencies):
    assert 0.09 < chronic(emergencies).mean() < 0.105
    assert 0.03 < starts(emergencies["primary_diagnosis"], "copd_or_asthma").mean() < 0.04
    bronchitis = emergencies[starts(emergencies["primary_diagnosis"], "acute_bronchitis")]
    assert 0.3 < starts(bronchitis["secondary_diagnosis"], "chronic_airway_disease").mean() < 0.7


def test_chronic_conditions_are_steeper_with_deprivation_than_all_admissions(records, emergencies):
    def most_against_least(events):
        made = standardised(records, events, records.here.imd_quintile)["made"]
        return made[0] / made[4]

    everything = most_against_least(emergencies)
    conditions = most_against_least(emergencies[chronic(emergencies)])
    airways = most_against_least(emergencies[starts(emergencies["primary_diagnosis"], "copd_or_asthma")])
    assert 1.3 < everything < conditions < airways < 4


def test_admissions_rise_with_age_from_childhood_to_old_age(records, emergencies):
    rate = records.counted(emergencies).sum(axis=(0, 1)) / records.here.population.sum(axis=(0, 1))
    assert (np.diff(rate[9:]) > 0).all()
    assert rate[0] > 3 * rate[2]
    assert rate[19] > 5 * rate[9]


def test_ambulances_bring_the_old_and_go_to_major_departments(records):
    visits = records.read("ae_attendances", "age", "department_type", "arrival_mode")
    ambulance = visits["arrival_mode"] == "ambulance"
    assert ambulance[visits["age"] >= 85].mean() > 3 * ambulance[visits["age"].between(20, 40)].mean()
    by_type = ambulance.groupby(visits["department_type"]).mean()
    assert by_type["01"] > 10 * by_type["03"]
    assert set(visits["department_type"].unique()) == {"01", "02", "03", "05"}
    assert 0.6 < (visits["department_type"] == "01").mean() < 0.75
