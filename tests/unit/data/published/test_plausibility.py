"""What is held back before publication, on small tables that can be read at a glance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.published.plausibility import hold_back
from data.reference import bundled, reference
from data.reference.table_names import FIGURES, MONTHLY
from data.sources import nhs_england_ae
from data.sources.shared.source import COLUMNS
from tests.lib.source_examples import ae_rows

NONE = bundled(MONTHLY).head(0)
AREAS = [f"E5400000{n}" for n in range(1, 9)]


def series(values: dict[str, list[float]], measure: str = "ae_attendances") -> pd.DataFrame:
    """Monthly values of areas from January 2024 on."""
    rows = [
        (area, measure, "monthly total", pd.Timestamp("2024-01-01") + pd.DateOffset(months=at), value, np.nan)
        for area, given in values.items()
        for at, value in enumerate(given)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS[MONTHLY])).dropna(subset="value")


def usual(months: int, areas=AREAS) -> dict[str, list[float]]:
    return {area: [1_000 * (n + 1) + 17 * at for at in range(months)] for n, area in enumerate(areas)}


def test_nothing_is_held_back_of_usual_figures():
    rows = series(usual(14))
    kept, held, withheld = hold_back(MONTHLY, rows, NONE)
    pd.testing.assert_frame_equal(kept, rows, check_dtype=False)
    assert held.empty and withheld.empty


def test_a_month_that_repeats_another_in_all_areas_is_held_back():
    values = usual(14)
    for given in values.values():
        given[13] = given[1]
    kept, held, withheld = hold_back(MONTHLY, series(values), NONE)
    assert held.to_dict("records") == [
        {
            "what": "ae attendances",
            "period": "February 2025",
            "reason": "Repeats February 2024 to the last digit in 8 of 8 areas. Held back: a gap, not "
            "a zero.",
        }
    ]
    assert set(withheld.month) == {pd.Timestamp("2025-02-01")} and len(withheld) == 8
    assert len(kept) == 13 * 8


def test_a_copy_is_found_when_the_file_holds_only_the_copy():
    values = usual(14)
    for given in values.values():
        given[13] = given[1]
    rows = series(values)
    new = rows.month == pd.Timestamp("2025-02-01")
    kept, held, _ = hold_back(MONTHLY, rows[new].reset_index(drop=True), rows[~new])
    assert kept.empty and len(held) == 1


def test_a_month_that_repeats_another_in_half_of_the_areas_stays():
    values = usual(14)
    for area in AREAS[:4]:
        values[area][13] = values[area][1]
    assert hold_back(MONTHLY, series(values), NONE)[1].empty


def test_months_without_events_are_no_copies():
    assert hold_back(MONTHLY, series({area: [0.0] * 8 for area in AREAS}), NONE)[1].empty


def test_a_value_that_no_area_can_have_is_held_back_alone():
    values = usual(12)
    values[AREAS[2]][5] *= 10
    kept, held, withheld = hold_back(MONTHLY, series(values), NONE)
    assert held.what.tolist() == [f"ae attendances, {AREAS[2]}"] and held.period.tolist() == ["June 2024"]
    assert "9.9 times the area's median" in held.reason[0]
    assert len(kept) == 12 * 8 - 1 and len(withheld) == 1


def test_a_zero_among_thousands_is_held_back():
    values = usual(12)
    values[AREAS[0]][11] = 0.0
    assert hold_back(MONTHLY, series(values), NONE)[1].period.tolist() == ["December 2024"]


def test_a_new_level_is_a_change_and_stays():
    values = usual(12)
    values[AREAS[2]][8:] = [value * 10 for value in values[AREAS[2]][8:]]
    assert hold_back(MONTHLY, series(values), NONE)[1].empty


def test_small_numbers_jump_by_chance_and_stay():
    assert hold_back(MONTHLY, series({AREAS[0]: [2.0, 1, 3, 2, 15, 2, 1, 2]}), NONE)[1].empty


def test_a_peak_that_came_before_stays():
    values = {AREAS[0]: [100.0, 101, 900, 99, 100, 102, 880, 101, 100, 99, 103, 100]}
    assert hold_back(MONTHLY, series(values), NONE)[1].empty


def figures(counts: dict[str, float]) -> pd.DataFrame:
    """One count of one year by area."""
    systems = reference("areas").query("area_level == 'ics'").area_code.tolist()
    rows = [
        {
            "indicator_id": "gp_appointments",
            "area_code": code,
            "area_level": "england" if code.startswith("E92") else "ics",
            "sex": "persons",
            "age": "All ages",
            "period_start": pd.Timestamp("2024-04-01"),
            "period_end": pd.Timestamp("2025-03-31"),
            "period_label": "2024/25",
            "value": count,
            "lower_ci": np.nan,
            "upper_ci": np.nan,
            "count": count,
            "denominator": np.nan,
        }
        for code, count in ({code: 1_000.0 + n for n, code in enumerate(systems)} | counts).items()
    ]
    return pd.DataFrame(rows)


def test_a_total_that_its_parts_give_stays():
    whole = sum(1_000.0 + n for n in range(42))
    assert hold_back(FIGURES, figures({"E92000001": whole}), bundled(FIGURES).head(0))[1].empty


def test_a_total_that_its_parts_do_not_give_is_held_back_with_them():
    kept, held, _ = hold_back(FIGURES, figures({"E92000001": 60_000.0}), bundled(FIGURES).head(0))
    assert kept.empty
    assert held.reason.tolist() == [
        "England's count is 60,000, its 42 systems add up to 42,861; allowed is a difference of 5%."
    ]


def test_rows_of_a_total_that_a_source_found_wrong_are_held_back():
    totals = {"ae_attendances, March 2024": (100.0, 90.0), "ae_attendances, April 2024": (100.0, 100.0)}
    kept, held, _ = hold_back(MONTHLY, series(usual(6)), NONE, totals)
    assert held.period.tolist() == ["March 2024"] and "its parts add up to 90" in held.reason[0]
    assert len(kept) == 5 * 8


def test_the_bundled_figures_hold_few_that_the_rules_find():
    # Months in which one system reported next to nothing; a rule that finds hundreds is a wrong rule.
    for table in (FIGURES, MONTHLY):
        rows = bundled(table)
        assert len(hold_back(table, rows, rows.head(0))[2]) <= 5


def test_a_compilation_with_two_copied_months_keeps_all_others(tmp_path):
    months = pd.period_range("2024-01", "2025-04", freq="M")
    rows = ae_rows(months)
    rows = rows.assign(total_attendances=rows.total_attendances + rows.month.str[3:4].astype(int) * 7)
    copied = rows[rows.month.isin(["2024-02", "2024-03"])]
    copied = copied.assign(month=copied.month.str.replace("2024", "2025"))
    rows = pd.concat([rows[~rows.month.isin(["2025-02", "2025-03"])], copied])
    rows = rows.drop(columns=["pct_attendance_over_4hours", "pct_emergency_admissions_over_4hours"])
    rows.to_csv(tmp_path / "ae.csv", index=False)
    found = nhs_england_ae.read(tmp_path / "ae.csv").tables[MONTHLY]
    kept, held, _ = hold_back(MONTHLY, found[found.measure == "ae_attendances"], NONE)
    assert held.period.tolist() == ["February 2025", "March 2025"]
    assert kept.month.nunique() == 14
