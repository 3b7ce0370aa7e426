"""What is new since the refresh before: periods, corrections, gaps, stopped series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from metrics.judgement.news import corrections, held_back_months, new_periods, newest_months, stopped
from metrics.store.changes import COLUMNS
from tests.spec.metrics.small_world import attendance_rate
from tests.unit.metrics.judged import TODAY, monthly, monthly_metric, published_metric, yearly

QUIET = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51]


def changes(*rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(str)


def at_level(one, level="ics"):
    newest = one.newest.copy()
    newest["area_level"] = level
    return replace(one, newest=newest)


def test_a_new_month_is_told_in_events_with_the_month_before():
    one = at_level(monthly(monthly_metric("visits"), QUIET))
    appeared = changes(("period appears", "visits", "", "ics", "", "Nov 2024", "", ""))
    (new,) = new_periods([one], appeared)
    assert (new.was, new.now, new.counted, new.period_label) == (50, 51, True, "Nov 2024")


def test_a_new_year_of_a_share_is_told_in_its_unit():
    one = at_level(
        yearly(published_metric("poverty"), (2022, 10.0, 0.2, 100, 1000), (2023, 12.0, 0.2, 120, 1000))
    )
    appeared = changes(("period appears", "poverty", "", "ics", "", "2023", "", ""))
    (new,) = new_periods([one], appeared)
    assert (new.was, new.now, new.counted) == (10.0, 12.0, False)


def test_a_period_that_appeared_at_another_level_or_was_there_is_no_news():
    one = at_level(monthly(monthly_metric("visits"), QUIET), "place")
    appeared = changes(("period appears", "visits", "", "ics", "", "Nov 2024", "", ""))
    assert new_periods([one], appeared) == [] and new_periods([one], changes()) == []


def test_a_first_refresh_tells_the_newest_months_and_no_lone_snapshot():
    lone = monthly(monthly_metric("lone"), [50])
    year = yearly(published_metric("poverty"), (2022, 10.0, 0.2, 100, 1000))
    told = newest_months([lone, year, monthly(monthly_metric("visits"), QUIET)])
    assert [new.standing.metric.id for new in told] == ["visits"]


def test_a_correction_is_the_same_period_with_another_figure():
    found = corrections(
        changes(
            ("moved", "m", "A", "ics", "persons", "2023", "5 (4 to 6)", "9 (8 to 10)"),
            ("moved", "m", "A", "ics", "persons", "2024", "5 (4 to 6), 2023", "9 (8 to 10)"),
            ("revised", "m", "A", "ics", "persons", "2022", "5", "6"),
            ("revised", "m", "B", "ward", "persons", "2022", "5", "6"),
        ),
        ["A"],
    )
    assert found.period_label.tolist() == ["2023", "2022"]


def test_a_series_has_stopped_after_eighteen_months_without_a_new_one():
    one = monthly(monthly_metric("beds"), QUIET, provenance="official")
    later = TODAY + pd.DateOffset(months=20)
    assert [(found.period_label, found.months) for found in stopped([one], later)] == [("Nov 2024", 21)]
    assert stopped([one], TODAY) == []
    made = monthly(monthly_metric("beds"), QUIET, provenance="synthetic")
    assert stopped([made], later) == []


def test_months_that_are_held_back_are_told_with_their_reason():
    from metrics import published_total

    metric = attendance_rate(published_total=published_total("ae_attendances"))
    one = monthly(metric, QUIET)
    held = pd.DataFrame(
        {
            "measure": np.array(["ae_attendances", "another"], dtype=object),
            "first_month": "2025-02",
            "last_month": "2025-03",
            "reason": "Repeats the year before.",
        }
    )
    assert held_back_months([one], held) == [(one, "2025-02", "2025-03", "Repeats the year before.")]
