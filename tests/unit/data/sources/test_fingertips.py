"""Fingertips: figures as published, breakdowns apart, and every trap refused with its reason."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from data.errors import SourceError
from data.published import ingest as published
from data.reference import reference
from data.reference.table_names import FIGURES
from data.sources.fingertips import SOURCE, read
from data.sources.shared.source import COLUMNS
from tests.lib.examples_of_published import (
    BLACKPOOL,
    ENGLAND,
    LANCASHIRE,
    LSC,
    MORECAMBE,
    extract_row,
    fingertips_row,
    headline_row,
    write_fingertips,
)


def ingested(folder, rows, name="fingertips.csv"):
    path = folder / name
    pd.DataFrame(rows).to_csv(path, index=False)
    return read(path)


def reasons(found) -> str:
    return "\n".join(f"{r.what}: {r.reason} ({r.rows})" for r in found.refused.itertuples())


def test_the_interface_s_csv_is_read_as_the_bundled_figures_are_kept(tmp_path):
    found = read(write_fingertips(tmp_path))
    figures = found.tables[FIGURES]
    assert tuple(figures.columns) == COLUMNS[FIGURES]
    assert figures.dtypes.astype(str).to_dict() == reference(FIGURES).dtypes.astype(str).to_dict()
    first = figures[(figures.area_code == "E06000008") & (figures.period_label == "2022/23")].iloc[0]
    assert (first.indicator_id, first.area_level) == ("qof_prevalence_dm", "district")
    assert (first.sex, first.age) == ("persons", "17+ years")
    assert (first.period_start, first.period_end) == (pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))
    assert [first.value, first.lower_ci, first.upper_ci] == [9.5, 9.3, 9.7]
    assert [first["count"], first.denominator] == [13_300, 140_000]
    assert found.refused.empty and found.held_back.empty


@pytest.mark.parametrize(
    "given, reason",
    [
        (
            {"Value note": "Value suppressed for disclosure control due to small count", "Value": ""},
            "suppressed",
        ),
        (
            {"Value note": "Aggregated from all known lower geography values", "Value": ""},
            "Aggregated from all known",
        ),
        ({"Value note": "Value is unreliable as the numbers are small"}, "unreliable"),
        ({"Value note": "Value not published for data quality reasons"}, "not published"),
        ({"Value note": "There is a data quality issue with this value"}, "data quality issue"),
        ({"Value": "*"}, "value '*': is not a number"),
        ({"Value": ""}, "the publisher gives none"),
        ({"Value": "inf"}, "is not a number"),
        ({"Lower CI 95.0 limit": "9.9"}, "outside its own confidence limits"),
        ({"Value": "120", "Upper CI 95.0 limit": "125"}, "above 100%"),
        ({"Count": "-3"}, "below zero"),
        ({"Sex": "Unknown"}, "sex Unknown"),
        ({"Age": ""}, "the age is not stated"),
        ({"Time period": "2019 to date"}, "has none of the forms that are read"),
        ({"Time period": "2097/98"}, "has not begun"),
        ({"Time period": "2019/21"}, "has none of the forms that are read"),
        ({"Time period range": "3y"}, "stated to cover 3 years"),
        ({"Time period range": "1q"}, "figures of quarters"),
        ({"Area Code": "P81001", "Area Type": "GPs"}, "GP practices"),
        ({"Area Code": "U25520"}, "primary care networks"),
        (
            {"Area Code": "E07000026", "Area Name": "Allerdale"},
            "abolished: Allerdale was merged into Cumberland",
        ),
        ({"Area Code": "E10000006", "Area Name": "Cumbria"}, "abolished: Cumbria was split into Cumberland"),
        ({"Area Code": "E38000999"}, "an older or newer one"),
        ({"Area Code": "E47000001"}, "a combined authority"),
        ({"Area Code": "Blackpool"}, "is not a code of an area"),
        ({"Area Code": ""}, "the area is not stated"),
        ({"Area Name": "Blackpool"}, "the name of another area"),
        ({"Area Type": "ICBs"}, "the area's code is of another kind of area"),
        ({"Indicator ID": "diabetes"}, "is not a number of Fingertips"),
        ({"Category Type": "Ethnic groups"}, "a category without its type"),
        ({"Indicator Name": "Health checks offered in the quarter"}, "which quarter is not stated"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(tmp_path, given, reason):
    good = fingertips_row(**{"Time period": "2023/24"})
    found = ingested(tmp_path, [good, fingertips_row(**given)])
    assert len(found.tables[FIGURES]) == 1
    assert reason in reasons(found)
    assert found.refused.rows.sum() == 1


@pytest.mark.parametrize(
    "note", ["Aggregated from all known lower geography values", "Value based on the average of two years"]
)
def test_a_note_on_how_a_value_was_made_leaves_it_in_use_and_is_told(tmp_path, note):
    found = ingested(tmp_path, [fingertips_row(**{"Value note": note})])
    assert found.tables[FIGURES].value.tolist() == [9.5]
    assert f"used, not refused (1 rows): {note} (0)" in reasons(found)


def test_a_breakdown_never_mixes_with_the_overall_figure(tmp_path):
    quintile = {"Category Type": "LSOA11 deprivation quintiles in England (IMD2019)", "Value": "11.0"}
    quintile |= {"Category": "Most deprived quintile", "Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    group = {"Category Type": "Ethnic groups", "Category": "Chinese", "Value": "9.55"}
    found = ingested(tmp_path, [fingertips_row(), fingertips_row(**quintile), fingertips_row(**group)])
    assert found.tables[FIGURES].value.tolist() == [9.5]
    apart = found.tables["published_breakdowns"]
    assert dict(zip(apart.breakdown, apart.value, strict=True)) == {
        "imd_quintile=1": 11.0,
        "Ethnic groups: Chinese": 9.55,
    }
    assert "breakdowns by imd_quintile: not the overall figure" in reasons(found)


@pytest.mark.usefixtures("own_folder")
def test_breakdowns_of_two_files_stand_side_by_side(tmp_path):
    for category, name in (("Chinese", "first.csv"), ("White", "second.csv")):
        group = {"Category Type": "Ethnic groups", "Category": category}
        pd.DataFrame([fingertips_row(), fingertips_row(**group)]).to_csv(tmp_path / name, index=False)
        published.ingest(SOURCE, tmp_path / name)
    kept = reference("published_breakdowns").breakdown
    assert kept.tolist() == ["Ethnic groups: Chinese", "Ethnic groups: White"]


def test_a_category_in_the_wrong_column_is_known_by_its_words(tmp_path):
    kind = '"County & UA deprivation deciles in England (IMD2019, 4/21 geography)"'
    category = "Most deprived decile (IMD2019)"
    right, wrong = {"CategoryType": kind, "Category": category}, {"CategoryType": category, "Category": kind}
    rows = [extract_row(), extract_row(**right), extract_row(**wrong)]
    rows.append(extract_row(CategoryType="Any other ethnic group", Category="Ethnic groups"))
    found = ingested(tmp_path, rows)
    assert found.tables["published_breakdowns"].breakdown.tolist() == [
        f"{kind.strip(chr(34))}: {category}",
        "Ethnic groups: Any other ethnic group",
    ]
    assert "rows given twice" in reasons(found)


def test_rows_of_one_key_with_different_values_are_all_refused_by_name(tmp_path):
    lone = fingertips_row(**{"Time period": "2021/22"})
    other = fingertips_row(**{"Area Code": LANCASHIRE, "Area Name": "Lancashire"})
    found = ingested(tmp_path, [fingertips_row(), fingertips_row(**{"Value": "9.65"}), lone, other])
    assert found.tables[FIGURES].area_code.tolist() == [LANCASHIRE]
    assert "qof_prevalence_dm, district: conflicting" in reasons(found)
    assert "a single row cannot be trusted" in reasons(found)


def test_the_same_row_twice_is_used_once(tmp_path):
    districts = {"Area Type": "Districts & UAs (from Apr 2023)"}
    found = ingested(tmp_path, [fingertips_row(), fingertips_row(**districts)])
    assert len(found.tables[FIGURES]) == 1
    assert "rows given twice" in reasons(found)


def test_an_ics_of_an_older_code_is_put_under_its_new_one_and_told(tmp_path):
    surrey = {"Area Code": "E54000052", "Area Name": "NHS Surrey Heartlands", "Area Type": "ICBs"}
    found = ingested(tmp_path, [fingertips_row(**surrey)])
    assert found.tables[FIGURES].area_code.tolist() == ["E54000063"]
    assert "read as E54000063" in reasons(found)
    both = [fingertips_row(**surrey), fingertips_row(**surrey | {"Area Code": "E54000063", "Value": "9.4"})]
    found = ingested(tmp_path, both)
    assert found.tables[FIGURES].value.tolist() == [9.4]
    assert "is in the file as E54000063 too" in reasons(found)


@pytest.mark.parametrize(
    "indicator, text, span, start, end, label",
    [
        ("93015", "2022/23", "1y", "2022-11-16", "2023-11-15", "2022/23"),
        ("92033", "2019/20 - 23/24", "5y", "2019-09-01", "2024-08-31", "2019/20 to 2023/24"),
        ("92904", "2018/19 - 20/21", "3y", "2018-04-01", "2021-03-31", "2018/19 to 2020/21"),
        ("41001", "2022 - 24", "3y", "2022-01-01", "2024-12-31", "2022 to 2024"),
        ("90366", "2024", "1y", "2024-01-01", "2024-12-31", "2024"),
        ("241", "2022/23 Q2", "", "2022-07-01", "2022-09-30", "2022/23 Q2"),
        ("241", "2022 Q4", "", "2022-10-01", "2022-12-31", "2022 Q4"),
    ],
)
def test_periods_are_those_of_the_bundled_figures(tmp_path, indicator, text, span, start, end, label):
    row = fingertips_row(**{"Indicator ID": indicator, "Time period": text, "Time period range": span})
    figure = ingested(tmp_path, [row]).tables[FIGURES].iloc[0]
    assert (str(figure.period_start.date()), str(figure.period_end.date())) == (start, end)
    assert figure.period_label == label


def test_the_extract_spans_the_years_that_the_bundled_figures_span(tmp_path):
    rows = [
        extract_row(IndicatorId="92026", Year="2019", PeriodType="", ValueType="", Age="4-5 yrs"),
        extract_row(IndicatorId="93088", Year="2019", PeriodType="Yearly"),
        extract_row(IndicatorId="92904", Year="2019", ValueType="Crude rate"),
        extract_row(IndicatorId="99999", Year="2019", PeriodType="Yearly"),
        extract_row(IndicatorId="99998", Year="2019", IndicatorName="Obesity (3 years data combined)"),
    ]
    found = ingested(tmp_path, rows)
    bundled = reference(FIGURES)
    for figure in found.tables[FIGURES].itertuples():
        same = bundled[bundled.indicator_id == figure.indicator_id]
        periods = set(zip(same.period_start, same.period_end, strict=True))
        assert (figure.period_start, figure.period_end) in periods
    assert len(found.tables[FIGURES]) == 3
    assert "the kind of its year is 'Yearly'" in reasons(found)
    assert "years are combined" in reasons(found)


def test_an_unknown_indicator_comes_with_name_and_unit(tmp_path):
    metadata = {
        "99999": {
            "IID": 99999,
            "Descriptive": {"Name": "Something", "NameLong": "Something counted"},
            "Unit": {"Label": "per 1,000", "Value": 1000},
            "YearType": {"Id": 3, "Name": "Academic"},
        }
    }
    unknown = fingertips_row(**{"Indicator ID": "99999"})
    found = ingested(tmp_path, [fingertips_row(), unknown])
    assert "put the interface's metadata into its folder" in reasons(found)
    (tmp_path / "indicator_metadata.json").write_text(json.dumps(metadata))
    found = ingested(tmp_path, [fingertips_row(), unknown])
    told = found.tables["published_indicators"]
    assert told.iloc[0][["indicator_id", "indicator_name", "unit"]].tolist() == [
        "fingertips_99999",
        "Something counted",
        "per 1,000",
    ]
    figure = found.tables[FIGURES].set_index("indicator_id").loc["fingertips_99999"]
    assert figure.period_start == pd.Timestamp("2022-09-01")
    alone = read(tmp_path / "indicator_metadata.json")
    assert alone.tables["published_indicators"].indicator_id.tolist() == ["fingertips_99999"]


def test_the_scale_of_an_unknown_rate_is_found_from_its_counts(tmp_path):
    areas = ["E06000008", BLACKPOOL, ENGLAND]
    given = {"IndicatorId": "99999", "ValueType": "Crude rate", "PeriodType": "Calendar"}
    given |= {"Value": "50", "LowerCI": "", "UpperCI": "", "Count": "50", "Denominator": "100000"}
    found = ingested(tmp_path, [extract_row(**given, AreaCode=code) for code in areas])
    assert found.tables["published_indicators"].unit.tolist() == ["per 100,000"]


def test_metadata_that_are_broken_do_not_stop_the_figures(tmp_path):
    (tmp_path / "metadata.json").write_text('{"241": ')
    found = ingested(tmp_path, [fingertips_row()])
    assert len(found.tables[FIGURES]) == 1
    assert "metadata metadata.json" in reasons(found)


def test_figures_as_json_are_refused_with_what_is_allowed(tmp_path):
    path = tmp_path / "latest_data.json"
    path.write_text('[{"AreaCode": "E06000008", "Val": 9.5}]')
    with pytest.raises(SourceError, match="latest_data.json: is JSON, .* read from the CSV of all_data"):
        read(path)


def test_parts_that_do_not_add_up_to_the_publisher_s_whole_are_held_back(tmp_path):
    lsoas = reference("lsoas")
    parts = sorted(lsoas[lsoas.ics_code == LSC].sub_icb_code.unique())
    assert MORECAMBE in parts
    rows = [extract_row(AreaCode=code, Count="1000", Denominator="10000") for code in parts]
    whole = {"AreaCode": LSC, "Denominator": str(10_000 * len(parts))}
    agreeing = ingested(tmp_path, [*rows, extract_row(**whole, Count=str(1_000 * len(parts)))])
    assert len(agreeing.tables[FIGURES]) == len(parts) + 1
    assert all(said == found for said, found in agreeing.totals.values()) and len(agreeing.totals) == 2
    differing = ingested(tmp_path, [*rows, extract_row(**whole, Count="4000")])
    assert differing.tables[FIGURES].area_code.tolist() == [LSC]
    assert "add up to a count of 8,000, the publisher's own is 4,000" in differing.held_back.reason.iloc[0]
    assert (4_000, 8_000) in differing.totals.values()


def test_headline_figures_of_england_are_of_the_newest_period_only(tmp_path):
    drugs = {"indicator": "drug_misuse_deaths", "unit": "per 100,000", "england_value": "5.8"}
    drugs |= {"nw_value": "7.5", "value": "3.5", "ci_lower": "2.0", "ci_upper": "5.7", "count": "16.0"}
    rows = [
        headline_row(),
        headline_row(**drugs, period="2022 - 24"),
        headline_row(**drugs, period="2013 - 15", area_code="E07000124"),
        headline_row(indicator="suicide_rate", unit="per 1,000", period="2022 - 24"),
        headline_row(indicator="happiness"),
    ]
    found = ingested(tmp_path, rows)
    figures = found.tables[FIGURES]
    england = figures[(figures.indicator_id == "deaths_from_drug_misuse") & (figures.area_code == ENGLAND)]
    assert england.period_label.tolist() == ["2022 to 2024"]
    lives = figures[figures.indicator_id == "life_expectancy_at_birth"].set_index("area_code")
    assert (lives.value["E12000002"], lives.sex["E06000008"]) == (78.4, "male")
    assert "suicide_rate: its unit is not that" in reasons(found)
    assert "headline happiness" in reasons(found)
    assert "England and North West in rows of an older period" in reasons(found)


def test_a_parquet_extract_reads_like_the_csv(tmp_path):
    rows = pd.DataFrame([extract_row(), extract_row(AreaCode=BLACKPOOL)])
    numbers = ["IndicatorId", "Year", "Value", "LowerCI", "UpperCI", "Count", "Denominator"]
    rows[numbers] = rows[numbers].astype(float)
    rows.to_parquet(tmp_path / "extract.parquet")
    found = read(tmp_path / "extract.parquet").tables[FIGURES]
    pd.testing.assert_frame_equal(found, ingested(tmp_path, rows.to_dict("records")).tables[FIGURES])


def test_a_file_of_which_nothing_can_be_used_is_an_error_with_the_reason(tmp_path):
    with pytest.raises(SourceError, match="fingertips.csv: none of its rows can be used.*GP practices"):
        ingested(tmp_path, [fingertips_row(**{"Area Code": "P81001"})])
