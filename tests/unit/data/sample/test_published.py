from __future__ import annotations

import dataclasses

import pytest

from data.reference import reference
from data.sample import published
from data.sample.residents import residents


@pytest.fixture(scope="module")
def here():
    return residents("QR1")


def own(indicator: str, area_code: str, period: str) -> float:
    table = reference("published_figures")
    rows = table[(table["indicator_id"] == indicator) & (table["area_code"] == area_code)]
    rows = rows[(rows["sex"] == "persons") & (rows["period_label"] == period)]
    return rows["value"].item()


def test_the_systems_own_figure_comes_first(here):
    wanted = own("discharges_delayed_share", here.ics_code, "2024/25")
    assert published.level(here, "discharges_delayed_share", 99) == wanted


def test_districts_stand_in_for_the_system_weighted_by_people():
    there = residents("QE1")
    figures = reference("published_figures")
    figures = figures[figures["indicator_id"] == "emergency_admissions_for_self_harm"]
    districts = figures.loc[figures["area_level"] == "district", "value"]
    made = published.level(there, "emergency_admissions_for_self_harm", 99)
    assert districts.min() < made < districts.max()


def test_england_stands_in_and_a_round_figure_last(here):
    wanted = own("emergency_admissions_for_self_harm", published.ENGLAND, "2023/24")
    assert published.level(here, "emergency_admissions_for_self_harm", 99) == wanted
    assert published.level(here, "no_such_indicator", 99) == 99


def test_a_number_of_events_falls_back_to_people_of_england(here):
    assert published.count(here, "gp_appointments", 1, "2024/25") == own(
        "gp_appointments", here.ics_code, "2024/25"
    )
    nowhere = dataclasses.replace(here, ics_code="E54000999")
    by_people = published.count(nowhere, "gp_appointments", 1, "2024/25")
    assert 5 < by_people / here.population.sum() < 8
    assert published.count(nowhere, "gp_appointments", 1, "1999") == here.population.sum()
