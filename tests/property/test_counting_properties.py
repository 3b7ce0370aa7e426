"""What must hold of counts and rates whatever happened to whom, where and when."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.computing.comparison import compare, outcomes
from metrics.computing.evaluate import evaluate
from metrics.counting.periods import month_number
from metrics.language.metric import Polarity
from tests.lib.slow_engine import Event, financial_years, slow_count, slow_rate
from tests.spec.metrics.small_world import (
    AREAS,
    LSOAS,
    attendance_rate,
    cube_of,
    lsoas_of,
    people_of,
    small_atoms,
)

FIRST, DAYS = date(2023, 4, 1), 731
MONTHS = [(2023 + (m + 3) // 12, (m + 3) % 12 + 1) for m in range(24)]
# A failing case is short enough as it is; shrinking it would count for minutes.
PHASES = [Phase.explicit, Phase.generate]
_LSOAS = st.sampled_from([*LSOAS.values(), "E01999999", None])
_EVENTS = st.builds(
    Event,
    st.integers(0, DAYS - 1).map(lambda day: FIRST + timedelta(days=day)),
    _LSOAS,
    st.integers(0, 110),
    st.sampled_from(["female", "male"]),
)
# A few kinds of event, each several times, so that some counts are large enough to be shown.
_MANY = st.lists(st.tuples(_EVENTS, st.integers(1, 40)), max_size=25).map(
    lambda kinds: [event for event, times in kinds for _ in range(times)]
)


def fast(events, metric, covered=MONTHS):
    inside = [event for event in events if (event.day.year, event.day.month) in covered]
    return cube_of(inside, metric, covered, small_atoms())


@settings(max_examples=20, phases=PHASES)
@given(_MANY)
def test_wards_add_up_to_their_ics_and_nothing_is_dropped(events):
    metric, atoms = attendance_rate(), small_atoms()
    cube = fast(events, metric)
    by_area = np.tensordot(atoms.matrix, cube.counts.sum(axis=(1, 2, 3)), axes=1)
    of = dict(zip(atoms.areas.area_code, by_area.tolist(), strict=True))
    for parts in (AREAS["ward"], ["Fylde", "Wyre"], ["Old North", "Old South"]):
        assert sum(of[part] for part in parts) == of["System"]
    assert of["System"] + cube.unplaced.sum() == len(events) == cube.total


@settings(max_examples=15, phases=PHASES)
@given(_MANY, st.sampled_from(["all", "65+", "0-4", "15-44"]), st.sets(st.sampled_from(MONTHS), max_size=8))
def test_both_engines_agree_on_every_figure(events, ages, gaps):
    covered = [month for month in MONTHS if month not in gaps or month in (MONTHS[0], MONTHS[-1])]
    metric = attendance_rate(ages=ages, sexes=("persons", "female", "male"))
    atoms = small_atoms()
    events = [event for event in events if (event.day.year, event.day.month) in covered]
    frame = evaluate(metric, fast(events, metric, covered), atoms, "synthetic")
    rows = {
        (row.area_code, row.frequency, row.period_start.date(), row.sex): row for row in frame.itertuples()
    }
    bounds = {"all": range(200), "65+": range(65, 200), "0-4": range(5), "15-44": range(15, 45)}[ages]
    share = {"all": 20, "65+": 6, "0-4": 2, "15-44": 6}[ages] / 20
    spans = [("month", [month]) for month in MONTHS]
    spans += [("year", months) for months in financial_years(MONTHS).values()]
    for level, areas in AREAS.items():
        for area in areas:
            # A ward's month is not shown.
            for frequency, months in spans[24:] if level == "ward" else spans:
                for sex in ("persons", "female", "male"):
                    row = rows.pop((area, frequency, date(*months[0], 1), sex))
                    people = people_of(level, area, sex) * share
                    slow = slow_rate(
                        events,
                        lsoas_of(level, area),
                        months,
                        set(covered),
                        people,
                        1_000,
                        sex=sex,
                        ages=bounds,
                    )
                    # The engine may hide more (what subtraction would give away), never less and never other.
                    if row.status == "suppressed":
                        assert slow.status in ("suppressed", "ok")
                        assert np.isnan(row.value) and np.isnan(row.numerator)
                        continue
                    assert row.status == slow.status
                    if slow.status == "ok":
                        assert row.numerator == slow.numerator
                        assert row.value == pytest.approx(slow.value)
                        assert row.lower_ci <= row.value <= row.upper_ci
    assert not rows


@settings(max_examples=15, phases=PHASES)
@given(_MANY, st.sets(st.sampled_from(MONTHS[1:-1]), max_size=6))
def test_zero_is_not_missing(events, gaps):
    metric, atoms = attendance_rate(), small_atoms()
    covered = [month for month in MONTHS if month not in gaps]
    events = [event for event in events if (event.day.year, event.day.month) in covered]
    frame = evaluate(metric, fast(events, metric, covered), atoms, "synthetic")
    months = frame[frame.frequency == "month"]
    missing = {(start.year, start.month) for start in months[months.status == "missing"].period_start}
    assert missing == gaps
    for row in months[months.status == "ok"].itertuples():
        month = (row.period_start.year, row.period_start.month)
        level = row.area_level
        count = slow_count(
            events, lsoas_of(level, row.area_code), [month], "persons", range(200), lambda e: True
        )
        assert (row.numerator == 0) == (count == 0)


@settings(max_examples=15, phases=PHASES)
@given(_MANY, st.sampled_from(list(Polarity)))
def test_an_outcome_never_says_more_than_its_interval(events, polarity):
    metric, atoms = attendance_rate(polarity=polarity), small_atoms()
    frame = compare(evaluate(metric, fast(events, metric), atoms, "synthetic"), metric, "System")
    assert (frame[frame.area_level == "ics"].outcome == "not compared").all()
    for row in frame[frame.outcome != "not compared"].itertuples():
        assert row.status == "ok" and row.comparator == "System"
        inside = row.lower_ci <= row.comparator_value <= row.upper_ci
        assert inside == (row.outcome == "similar")
        if not inside:
            above = row.lower_ci > row.comparator_value
            words = {
                Polarity.NEUTRAL: ("higher", "lower"),
                Polarity.HIGHER_IS_BETTER: ("better", "worse"),
                Polarity.LOWER_IS_BETTER: ("worse", "better"),
            }[polarity]
            assert row.outcome == words[0 if above else 1]
    assert (outcomes(frame.assign(lower_ci=np.nan), polarity) == "not compared").all()


def test_the_months_here_are_two_whole_financial_years():
    assert month_number(*MONTHS[-1]) - month_number(*MONTHS[0]) == 23
    assert list(financial_years(MONTHS)) == ["2023/24", "2024/25"]
