"""A small good file of each published source, written in the form of the publisher's own.

Each function writes into a folder and returns the path; the numbers are made up, the codes are real.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

BLACKBURN, BLACKPOOL, ENGLAND = "E06000008", "E06000009", "E92000001"
LANCASHIRE, LSC, MORECAMBE = "E10000017", "E54000048", "E38000228"
INTERFACE = (
    "Indicator ID",
    "Indicator Name",
    "Parent Code",
    "Parent Name",
    "Area Code",
    "Area Name",
    "Area Type",
    "Sex",
    "Age",
    "Category Type",
    "Category",
    "Time period",
    "Value",
    "Lower CI 95.0 limit",
    "Upper CI 95.0 limit",
    "Lower CI 99.8 limit",
    "Upper CI 99.8 limit",
    "Count",
    "Denominator",
    "Value note",
    "Recent Trend",
    "Compared to England value or percentiles",
    "Compared to percentiles",
    "Time period Sortable",
    "New data",
    "Compared to goal",
    "Time period range",
)


def fingertips_row(**given: object) -> dict[str, object]:
    """A row of the interface's CSV: diabetes in Blackburn with Darwen, 2022/23, but for what is given."""
    row = dict.fromkeys(INTERFACE, "") | {
        "Indicator ID": "241",
        "Indicator Name": "Diabetes: QOF prevalence",
        "Parent Code": ENGLAND,
        "Parent Name": "England",
        "Area Code": BLACKBURN,
        "Area Name": "Blackburn with Darwen",
        "Area Type": "Counties & UAs (from Apr 2023)",
        "Sex": "Persons",
        "Age": "17+ yrs",
        "Time period": "2022/23",
        "Value": "9.5",
        "Lower CI 95.0 limit": "9.3",
        "Upper CI 95.0 limit": "9.7",
        "Count": "13300",
        "Denominator": "140000",
        "Time period Sortable": "20220000",
        "Time period range": "1y",
    }
    unknown = set(given) - set(INTERFACE)
    assert not unknown, f"the form has no columns {unknown}"
    return row | given


def write_fingertips(folder: Path) -> Path:
    rows = [
        fingertips_row(),
        fingertips_row(**{"Area Code": BLACKPOOL, "Area Name": "Blackpool", "Value": "9.6"}),
        fingertips_row(**{"Area Code": ENGLAND, "Area Name": "England", "Area Type": "England"}),
        fingertips_row(**{"Time period": "2023/24", "Time period Sortable": "20230000"}),
    ]
    path = folder / "fingertips.csv"
    pd.DataFrame(rows, columns=list(INTERFACE)).to_csv(path, index=False)
    return path


def extract_row(**given: object) -> dict[str, object]:
    """A row of the compiled extract: diabetes in Blackburn with Darwen, first year 2022, but for what is
    given.
    """
    return {
        "IndicatorId": "241",
        "Category": "",
        "CategoryType": "",
        "Age": "17+ yrs",
        "Sex": "Persons",
        "Trend": "",
        "Denominator": "140000.0",
        "CategoryTypeId": "",
        "UpperCI": "9.7",
        "Value": "9.5",
        "Count": "13300.0",
        "AreaCode": BLACKBURN,
        "SexID": "4",
        "AgeID": "187",
        "Year": "2022",
        "LowerCI": "9.3",
        "CategoryId": "",
        "source_blob": "6ea09e8f",
        "IndicatorName": "Diabetes prevalence aged 17 years and over (Quality and Outcomes Framework)",
        "ValueType": "Proportion",
        "PeriodType": "Financial",
        "Polarity": "No judgement",
    } | given


def headline_row(**given: object) -> dict[str, object]:
    """A row of the councils' headline table."""
    return {
        "council": "blackburn",
        "area_code": BLACKBURN,
        "indicator": "life_expectancy_male",
        "label": "Life expectancy at birth (male)",
        "value": "76.8",
        "unit": "years",
        "period": "2024",
        "ci_lower": "75.9",
        "ci_upper": "77.8",
        "count": "",
        "trend": "",
        "compared_to_england": "Worse",
        "england_value": "79.8",
        "nw_value": "78.4",
    } | given


def els_row(**given: object) -> dict[str, object]:
    """A row of Explore Local Statistics: obesity in Blackburn with Darwen."""
    return {
        "areacd": BLACKBURN,
        "areanm": "Blackburn with Darwen",
        "geography": "County or Unitary Authority",
        "indicator": "Adult obesity prevalence",
        "period": "2023-11-16/P1Y",
        "observation": "30.1",
        "measure": "Percentage",
        "unit": "%",
        "lci_95": "28.0",
        "uci_95": "32.2",
        "status": "",
        "notes": "",
    } | given


def write_explore_local_statistics(folder: Path) -> Path:
    rows = [
        els_row(),
        els_row(areacd=BLACKPOOL, areanm="Blackpool", observation="31.0"),
        els_row(areacd=ENGLAND, areanm="England", geography="Nation", observation="29.0"),
        els_row(period="2022-11-16/P1Y"),
    ]
    path = folder / "els_adult-obesity-prevalence.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def qof_row(**given: object) -> dict[str, object]:
    """A row of the registers by practice; two such practices have as many patients as the ICS has people."""
    return {
        "PRACTICE_CODE": "A82003",
        "GROUP_CODE": "AF",
        "REGISTER": "20000",
        "PATIENT_LIST_TYPE": "TOTAL",
        "PRACTICE_LIST_SIZE": "900000",
        "PRACTICE_NAME": "The Practice",
        "PCN_ODS_CODE": "U25520",
        "PCN_NAME": "The Network",
        "CCG_ODS_CODE": "01K",
        "CCG_NAME": "NHS Morecambe Bay CCG",
        "STP_ONS_CODE": LSC,
        "STP_ODS_CODE": "QE1",
    } | given


def qof_rows() -> list[dict[str, object]]:
    other = {"PRACTICE_CODE": "P81001", "CCG_ODS_CODE": "00R", "CCG_NAME": "NHS Blackpool CCG"}
    smaller = {"GROUP_CODE": "DM", "PATIENT_LIST_TYPE": "17OV", "PRACTICE_LIST_SIZE": "720000"}
    return [
        qof_row(),
        qof_row(**other, REGISTER="22000"),
        qof_row(**smaller, REGISTER="50000"),
        qof_row(**smaller, **other, REGISTER="58000"),
    ]


def write_qof(folder: Path) -> Path:
    path = folder / "qof_prevalence_practice_2020_21.csv"
    pd.DataFrame(qof_rows()).to_csv(path, index=False)
    return path


def life_expectancy_row(**given: object) -> dict[str, object]:
    return {
        "period": "2016 to 2020",
        "msoa11_code": "E02000001",
        "msoa11_name": "City of London 001",
        "sex": "Males",
        "deaths": "97",
        "population_5yr": "24214",
        "life_expectancy": "81.5",
        "lci95": "80.1",
        "uci95": "82.9",
    } | given


def write_small_area_life_expectancy(folder: Path) -> Path:
    rows = [
        life_expectancy_row(),
        life_expectancy_row(sex="Females", life_expectancy="82.5"),
        life_expectancy_row(msoa11_code="E02000002"),
    ]
    path = folder / "life_expectancy_msoa11_2016_2020.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def health_index_row(**given: object) -> dict[str, object]:
    return {
        "icb22_code": LSC,
        "icb22_name": "NHS Lancashire and South Cumbria Integrated Care Board",
        "year": "2021",
        "indicator": "frailty",
        "value": "97.5",
    } | given


def write_health_index(folder: Path) -> Path:
    rows = [health_index_row(), health_index_row(year="2020"), health_index_row(indicator="smoking")]
    path = folder / "health_index_ics.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


EXAMPLES: dict[str, Callable[[Path], Path]] = {
    "fingertips": write_fingertips,
    "explore_local_statistics": write_explore_local_statistics,
    "qof": write_qof,
    "small_area_life_expectancy": write_small_area_life_expectancy,
    "health_index": write_health_index,
}
