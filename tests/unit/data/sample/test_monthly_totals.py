from __future__ import annotations

import numpy as np
import pytest

from data.reference import reference
from tests.unit.data.sample.conftest import by_month


def published(ics_code: str, measure: str) -> dict[str, int]:
    table = reference("monthly_activity")
    rows = table[(table["area_code"] == ics_code) & (table["measure"] == measure)]
    return dict(zip(rows["month"].dt.strftime("%Y-%m"), rows["value"].astype(int), strict=True))


def attendances(made) -> dict[str, int]:
    return by_month(made.read("ae_attendances", "arrival_date")["arrival_date"])


def emergencies(made) -> dict[str, int]:
    return by_month(made.emergencies("admission_date")["admission_date"])


@pytest.mark.parametrize("system", ["records", "small"])
@pytest.mark.parametrize(
    ("measure", "monthly"), [("ae_attendances", attendances), ("emergency_admissions", emergencies)]
)
def test_every_published_month_comes_out_exactly(system, measure, monthly, request):
    made = request.getfixturevalue(system)
    counted, wanted = monthly(made), published(made.here.ics_code, measure)
    assert len(wanted) == 38
    assert {month: counted.get(month) for month in wanted} == wanted
    assert made.manifest.calibrated_months == sorted(wanted)


def test_february_and_march_2025_stay_a_gap(records):
    assert records.manifest.missing_months == ["2025-02", "2025-03"]
    for table, day in (("ae_attendances", "arrival_date"), ("admitted_spells", "admission_date")):
        months = set(by_month(records.read(table, day)[day]))
        assert sorted(months) == records.manifest.covered_months
        assert not months & {"2025-02", "2025-03"}
        assert (min(months), max(months)) == ("2020-04", "2025-07")


def test_months_before_the_published_ones_repeat_the_level_of_2022_23(records):
    counted = attendances(records)
    earlier = records.manifest.backcast_months
    assert (earlier[0], earlier[-1], len(earlier)) == ("2020-04", "2022-03", 24)
    level = sum(n for month, n in counted.items() if "2022-04" <= month <= "2023-03")
    for start, end in (("2020-04", "2021-03"), ("2021-04", "2022-03")):
        assert sum(n for month, n in counted.items() if start <= month <= end) == pytest.approx(level, abs=12)


def test_elective_and_maternity_spells_stand_in_proportion(records):
    method = records.read("admitted_spells", "admission_method")["admission_method"].str[0].value_counts()
    assert method["1"] / method["2"] == pytest.approx(0.55, abs=0.005)
    assert method["3"] / method["2"] == pytest.approx(0.08, abs=0.002)


def test_length_of_stay_leads_from_admission_to_discharge(records):
    spells = records.read("admitted_spells", "admission_date", "discharge_date", "length_of_stay")
    nights = spells["discharge_date"] - spells["admission_date"]
    assert (nights.dt.days == spells["length_of_stay"]).all()
    stay = records.emergencies("length_of_stay", "age")
    assert (stay["length_of_stay"] == 0).mean() == pytest.approx(0.30, abs=0.02)
    assert 3.5 < stay["length_of_stay"].mean() < 6
    by_age = stay.groupby(np.digitize(stay["age"], [18, 50, 75]))["length_of_stay"].mean()
    assert by_age.is_monotonic_increasing
