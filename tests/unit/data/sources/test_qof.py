"""QOF: registers of practices added up where all practices of the ICS are there, and refused where not."""

from __future__ import annotations

import pandas as pd
import pytest

from data.errors import SourceError
from data.reference.table_names import FIGURES
from data.sources.qof import read
from tests.lib.examples_of_published import LSC, MORECAMBE, qof_row, qof_rows, write_qof


def ingested(folder, rows, name="qof_prevalence_2020_21.csv"):
    path = folder / name
    pd.DataFrame(rows).to_csv(path, index=False)
    return read(path)


def reasons(found) -> str:
    return "\n".join(f"{r.what}: {r.reason} ({r.rows})" for r in found.refused.itertuples())


def test_registers_are_added_up_to_the_ics_and_to_its_sub_icbs(tmp_path):
    figures = read(write_qof(tmp_path)).tables[FIGURES].set_index(["indicator_id", "area_code"]).sort_index()
    ics = figures.loc[("qof_prevalence_af", LSC)]
    assert (ics["count"], ics.denominator) == (42_000, 1_800_000)
    assert ics.value == pytest.approx(100 * 42_000 / 1_800_000)
    assert (ics.age, ics.period_label, str(ics.period_start.date())) == ("All ages", "2020/21", "2020-04-01")
    assert figures.loc[("qof_prevalence_dm", LSC), "age"] == "17+ years"
    assert figures.loc[("qof_prevalence_af", MORECAMBE), "count"] == 20_000


@pytest.mark.parametrize("name", ["PREVALENCE_2021.csv", "qof-2020-21.csv", "prevalence_202021.csv"])
def test_the_year_is_read_from_the_name(tmp_path, name):
    assert set(ingested(tmp_path, qof_rows(), name).tables[FIGURES].period_label) == {"2020/21"}


@pytest.mark.parametrize(
    "name", ["prevalence.csv", "PREVALENCE_2026-01.csv", "prevalence_2099_00.csv", "p_2022.csv"]
)
def test_a_name_without_a_year_is_an_error(tmp_path, name):
    with pytest.raises(SourceError, match=f"{name}: .*its name has none"):
        ingested(tmp_path, qof_rows(), name)


def test_a_file_with_some_practices_only_is_not_added_up(tmp_path):
    with pytest.raises(SourceError, match="some of the ICS's practices"):
        ingested(tmp_path, qof_rows()[:1])


@pytest.mark.parametrize(
    "given, reason",
    [
        ({"REGISTER": ""}, "is empty or not a number"),
        ({"REGISTER": "*"}, "is empty or not a number"),
        ({"REGISTER": "-1"}, "below zero"),
        ({"REGISTER": "800000"}, "more people on the register than on the list"),
        ({"PATIENT_LIST_TYPE": "99OV"}, "patient list 99OV"),
        ({"STP_ONS_CODE": "E54000999"}, "practices of area E54000999"),
    ],
)
def test_a_condition_that_lacks_a_practice_has_no_sum(tmp_path, given, reason):
    rows = qof_rows()
    rows[2] |= given
    found = ingested(tmp_path, rows)
    figures = found.tables[FIGURES]
    assert "qof_prevalence_dm" not in set(figures[figures.area_code == LSC].indicator_id)
    assert "qof_prevalence_af" in set(figures.indicator_id)
    assert reason in reasons(found)
    assert "only 1 of 2 practices" in reasons(found)


def test_conflicting_and_unknown_rows_are_refused_by_name(tmp_path):
    rows = [*qof_rows(), qof_row(GROUP_CODE="XYZ")]
    rows.append(qof_rows()[2] | {"REGISTER": "51000"})
    found = ingested(tmp_path, rows)
    assert "condition XYZ: is not in the project's catalogue" in reasons(found)
    assert "qof_prevalence_dm: conflicting" in reasons(found)


def test_a_ccg_that_is_no_sub_icb_counts_for_the_ics_only(tmp_path):
    rows = qof_rows()
    rows[0]["CCG_ODS_CODE"] = "01H"
    found = ingested(tmp_path, rows)
    figures = found.tables[FIGURES]
    assert figures[(figures.indicator_id == "qof_prevalence_af") & (figures.area_code == LSC)].shape[0] == 1
    assert "sub-ICB sums of 01H" in reasons(found)


def test_practices_without_an_ics_are_placed_by_a_lookup_or_refused(tmp_path):
    rows = pd.DataFrame(qof_rows()).drop(columns=["STP_ONS_CODE", "CCG_ODS_CODE"])
    with pytest.raises(SourceError, match="its folder has no lookup"):
        ingested(tmp_path, rows)
    lookup = pd.DataFrame(
        {
            "PRACTICE_CODE": ["A82003", "P81001"],
            "ONS_ICB_CODE": [LSC, LSC],
            "SUB_ICB_LOCATION_CODE": ["01K", "00R"],
        }
    )
    lookup.to_csv(tmp_path / "lookup_practice_pcn.csv", index=False)
    assert len(ingested(tmp_path, rows).tables[FIGURES]) == 6
    lookup.iloc[:1].to_csv(tmp_path / "lookup_practice_pcn.csv", index=False)
    with pytest.raises(SourceError, match="no ICS can be added up"):
        ingested(tmp_path, rows)
    pd.concat([lookup, lookup]).to_csv(tmp_path / "lookup_practice_pcn.csv", index=False)
    with pytest.raises(SourceError, match="practice A82003 is repeated"):
        ingested(tmp_path, rows)
