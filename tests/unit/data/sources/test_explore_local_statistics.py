"""Explore Local Statistics: values of today's councils, the periods of the bundled figures, notes read."""

from __future__ import annotations

import pandas as pd
import pytest

from data.reference import reference
from data.reference.table_names import FIGURES
from data.sources.explore_local_statistics import read
from data.sources.shared.source import COLUMNS
from tests.lib.examples_of_published import BLACKPOOL, els_row, write_explore_local_statistics


def ingested(folder, rows):
    path = folder / "els.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return read(path)


def reasons(found) -> str:
    return "\n".join(f"{r.what}: {r.reason} ({r.rows})" for r in found.refused.itertuples())


def test_a_file_is_read_as_the_bundled_figures_are_kept(tmp_path):
    figures = read(write_explore_local_statistics(tmp_path)).tables[FIGURES]
    assert tuple(figures.columns) == COLUMNS[FIGURES]
    assert figures.dtypes.astype(str).to_dict() == reference(FIGURES).dtypes.astype(str).to_dict()
    assert figures.area_level.tolist() == ["district", "district", "district", "england"]
    first = figures.iloc[1]
    assert (first.indicator_id, first.age) == ("adult_obesity_prevalence", "18+ years")
    assert (first.period_label, str(first.period_start.date())) == ("2023/24", "2023-11-16")
    assert [first.value, first.lower_ci, first.upper_ci] == [30.1, 28.0, 32.2]


@pytest.mark.parametrize(
    "given, reason",
    [
        ({"observation": "", "status": "u"}, "marked u: unreliable or not available"),
        ({"observation": "", "status": "c"}, "confidential"),
        ({"observation": ""}, "the publisher gives none"),
        ({"observation": "[x]"}, "is not a number"),
        ({"observation": "40"}, "outside its own confidence limits"),
        ({"observation": "140", "lci_95": "", "uci_95": ""}, "above 100%"),
        ({"period": "2023"}, "is not a start with a duration"),
        ({"period": "2023-05-01/P1Y"}, "is not a start with a duration"),
        ({"period": "2199-01-01/P1Y"}, "is not a start with a duration"),
        ({"areacd": "K02000001", "areanm": "United Kingdom"}, "the United Kingdom"),
        ({"areacd": "E47000010", "areanm": "North East"}, "a combined authority"),
        ({"areacd": "E67000001", "areanm": "City of London, Hackney"}, "several authorities merged"),
        ({"areacd": "E07000163", "areanm": "Craven"}, "abolished: Craven was merged into North Yorkshire"),
        ({"areacd": "W06000001", "areanm": "Isle of Anglesey"}, "an area of Wales"),
        ({"areanm": "Blackpool"}, "the name of another area"),
        ({"status": "Value for Cornwall and Isles of Scilly combined"}, "Isles of Scilly combined"),
        ({"unit": "Rate per 100,000 population"}, "its unit is 'Rate per 100,000 population'"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(tmp_path, given, reason):
    found = ingested(tmp_path, [els_row(period="2022-11-16/P1Y"), els_row(**given)])
    assert len(found.tables[FIGURES]) == 1
    assert reason in reasons(found)
    assert found.refused.rows.sum() == 1


@pytest.mark.parametrize(
    "indicator, unit, period, slug, sex, end, label",
    [
        (
            "Male healthy life expectancy",
            "yrs",
            "2022-01-01/P3Y",
            "healthy_life_expectancy_at_birth",
            "male",
            "2024-12-31",
            "2022 to 2024",
        ),
        (
            "Children in relative poverty after housing costs",
            "%",
            "2023-04-01/P1Y",
            "children_in_relative_poverty_after_housing_costs",
            "persons",
            "2024-03-31",
            "2023/24",
        ),
        (
            "Cigarette smokers",
            "%",
            "2020-01-01/P5Y",
            "cigarette_smokers_5_years",
            "persons",
            "2024-12-31",
            "2020 to 2024",
        ),
        (
            "Female something",
            "%",
            "2023-07-01/P3M",
            "els_female_something",
            "female",
            "2023-09-30",
            "2023 Q3",
        ),
    ],
)
def test_indicators_and_periods(tmp_path, indicator, unit, period, slug, sex, end, label):
    found = ingested(tmp_path, [els_row(indicator=indicator, unit=unit, period=period)])
    figure = found.tables[FIGURES].iloc[0]
    assert (figure.indicator_id, figure.sex) == (slug, sex)
    assert (str(figure.period_end.date()), figure.period_label) == (end, label)
    told = found.tables["published_indicators"]
    assert told.indicator_id.tolist() == ([slug] if slug.startswith("els_") else [])


def test_a_code_that_became_obsolete_later_is_used_and_its_newer_one_is_read_as_it(tmp_path):
    note = "Obsolete code since 2025 (replaced by E08000038 Barnsley)"
    old = els_row(areacd="E08000016", areanm="Barnsley", notes=note)
    new = els_row(areacd="E08000038", areanm="Barnsley", observation="31")
    assert ingested(tmp_path, [old, new]).tables[FIGURES].value.tolist() == [30.1]
    found = ingested(tmp_path, [new])
    assert found.tables[FIGURES].area_code.tolist() == ["E08000016"]
    assert "read as E08000016" in reasons(found)


def test_conflicting_rows_are_refused_by_name(tmp_path):
    rows = [els_row(), els_row(observation="31.5"), els_row(areacd=BLACKPOOL, areanm="Blackpool")]
    rows += [els_row(period=f"{year}-11-16/P1Y") for year in range(2000, 2020)]
    found = ingested(tmp_path, rows)
    assert len(found.tables[FIGURES]) == 21
    assert "adult_obesity_prevalence, district: conflicting" in reasons(found)
