"""A publisher's count over the people of the area: a table that can be checked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.reference import reference
from metrics import published, published_rate
from metrics.computing.comparison import compare
from metrics.computing.published_figures import ENGLAND, evaluate_published
from metrics.computing.published_numbers import counts_only
from metrics.computing.published_rates import people_by_area, person_time
from metrics.computing.values import NUMBERS
from metrics.language.metric import MetricError
from metrics.statistics import rate
from tests.spec.metrics.small_world import attendance_rate

PEOPLE = {"Town": 1_000, "England": 50_000}
FIGURES = """
area     first       last        count  shown
Town     2024-04-01  2025-03-31  60     60
Town     2025-03-01  2025-03-31  5      5
Town     2021-04-01  2024-03-31  180    60
England  2024-04-01  2025-03-31  3000   60
Nowhere  2024-04-01  2025-03-31  7      none
"""
AREAS = pd.DataFrame(
    {
        "area_code": [ENGLAND, "E54000048", "QE1-P-BLACKPOOL"],
        "area_level": ["england", "ics", "place"],
        "official_code": [ENGLAND, "E54000048", "E06000009"],
    }
)


def figures() -> pd.DataFrame:
    head, *lines = (line.split() for line in FIGURES.strip().splitlines())
    table = pd.DataFrame(lines, columns=head)
    return pd.DataFrame(
        {
            "official_code": table.area,
            "period_start": pd.to_datetime(table["first"]),
            "period_end": pd.to_datetime(table["last"]),
            "count": table["count"].astype(float),
            "shown": table.shown,
        }
    )


def rates() -> pd.DataFrame:
    """Each row with what the statistic makes of its count."""
    table = figures()
    per_1000 = published_rate("gp_appointments", per=1_000)
    figure = per_1000.estimate(counts_only(table["count"], person_time(table, pd.Series(PEOPLE))))
    return table.assign(**{name: getattr(figure, name) for name in NUMBERS})


def test_a_month_is_a_months_rate_and_several_years_are_a_years_rate():
    found = rates()
    for row in found.itertuples():
        if row.shown == "none":
            assert pd.isna(row.value) and pd.isna(row.lower_ci)
        else:
            assert row.value == pytest.approx(float(row.shown)), row
    assert found.denominator.dropna().tolist() == [1_000, 1_000, 3_000, 50_000]


def test_the_interval_is_that_of_every_rate():
    found = rates()
    few = rate(5, 1_000, per=1_000)
    assert (found.lower_ci[1], found.upper_ci[1]) == pytest.approx((few.lower_ci, few.upper_ci))


def test_england_is_all_lsoas_and_a_council_its_own():
    everybody, old = people_by_area("all"), people_by_area("65+")
    table = reference("population")
    assert everybody[ENGLAND] == table.iloc[:, 2:].to_numpy().sum()
    lsoas = reference("lsoas")
    blackpool = table[table.lsoa_code.isin(lsoas.lsoa_code[lsoas.district_code == "E06000009"])]
    assert everybody["E06000009"] == blackpool.iloc[:, 2:].to_numpy().sum()
    bands = ["65-69", "70-74", "75-79", "80-84", "85-89", "90+"]
    assert old["E06000009"] == blackpool[bands].to_numpy().sum()


def rate_metric(statistic, **fields):
    return attendance_rate(**{"statistic": statistic, "numerator": None, "denominator": None, **fields})


def test_the_results_are_derived_and_england_is_worked_out_in_the_same_way():
    statistic = published_rate("urgent_community_response_referrals", per=1_000, ages="65+")
    metric = rate_metric(statistic, levels=("ics", "place"))
    found = evaluate_published(metric, AREAS)
    assert metric.is_published and metric.unit == "per 1,000 people aged 65+"
    assert set(found.provenance) == {"derived"}
    old = people_by_area("65+")
    for code, count in (("E54000048", 34_220), (ENGLAND, 844_180)):
        row = found[found.area_code == code].iloc[0]
        assert (row.numerator, row.denominator) == (count, old[code])
        assert row.value == pytest.approx(count / old[code] * 1_000)
    place = found[found.area_code == "QE1-P-BLACKPOOL"].iloc[0]
    assert (place.status, place.provenance) == ("missing", "derived")
    compared = compare(found, metric, "System").set_index("area_code")
    assert compared.comparator["E54000048"] == "England"
    assert compared.comparator_value["E54000048"] == pytest.approx(844_180 / old[ENGLAND] * 1_000)


@pytest.mark.parametrize(
    ("indicator", "settings", "words"),
    [
        ("visits", {}, "'visits' is unknown"),
        ("gpps_phone_access", {}, "has no count"),
        ("community_beds_available", {}, "is for one day"),
        ("gp_appointments", {"per": 0}, "allowed is a number above 0"),
        ("gp_appointments", {"ages": "3-7"}, "ages='3-7'"),
    ],
)
def test_a_wrong_rate_is_told_in_a_sentence(indicator, settings, words):
    with pytest.raises(ValueError) as told:
        published_rate(indicator, **{"per": 1_000, **settings})
    assert words in str(told.value)


def test_a_figure_of_several_ages_needs_one():
    with pytest.raises(ValueError, match=r"name one: '18\+ years', '18-24 years'"):
        published("overweight_adults")
    with pytest.raises(ValueError, match="has no age '40'"):
        published("overweight_adults", age="40")
    assert published("overweight_adults", age="18+ years").age == "18+ years"


def test_a_published_rate_is_for_persons():
    with pytest.raises(MetricError, match="for persons"):
        rate_metric(published_rate("gp_appointments", per=1_000), sexes=("female", "male"))
