"""The page of a shift: every row agrees with the store, none is lost, and the answer claims no more."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import numpy as np
import pandas as pd
import pytest

from geo.assembly import geography
from metrics import Polarity, target
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import in_shift, standings_from_rows, verdict_of
from metrics.language import registry
from metrics.language.metric import Shift
from metrics.store.results import open_store
from pages import shift as page
from pages.charts.tables.score_row import score_row
from pages.shell.choices import order_choice
from pages.words.numbers import number
from pages.words.shift import title
from pages.words.shift_order import BY_PRIORITY, NO_FIGURE, ORDERS, grouped
from tests.pages.test_pages_without_browser import drawn, words

LEVELS = ("ics", "place", "district", "neighbourhood", "ward")
_CAN_BE = {"up": Polarity.HIGHER_IS_BETTER, "down": Polarity.LOWER_IS_BETTER}


def areas_of(level: str) -> list[str]:
    """A few areas of a level, those with the fewest people among them: there figures are hidden."""
    table = geography("QE1").table(level).sort_values("population")
    return list(dict.fromkeys([*table.area_code[:4], *table.area_code[-2:]]))


@pytest.fixture(scope="module")
def held(store_folder):
    """Every (area, its store rows, its standings) of a few areas at each level."""
    store, metrics = open_store("QE1"), registry.metrics()
    found = []
    for level in LEVELS:
        for area in areas_of(level):
            rows = store.values(area=area, period="all")
            found.append((level, rows, standings_from_rows(rows, metrics, area, level)))
    return found


@pytest.fixture(scope="module")
def everyone(held):
    """Of every standing: the area's store rows of its metric and sex, itself, and the row that is shown."""
    found = []
    for _, rows, ones in held:
        of = dict(tuple(rows.groupby(["metric_id", "sex"], observed=True)))
        found += [(of.get((one.metric.id, one.newest.sex), rows[:0]), one, score_row(one)) for one in ones]
    return found


def test_each_row_shows_the_newest_figure_that_the_store_holds(everyone):
    for own, one, shown in everyone:
        known = own[(own.status == "ok") & (own.frequency == one.newest.frequency)]
        if not one.has_figure:
            assert not (own.status == "ok").any() and shown.status != "ok" and shown.status_words
            continue
        newest = known.sort_values("period_end").iloc[-1]
        assert shown.value.rstrip("%") == number(newest.value, one.metric.decimals)
        assert newest.period_label in shown.lines
        assert shown.provenance == newest.provenance
        after = own[(own.frequency == newest.frequency) & (own.period_end > newest.period_end)]
        held_back = after.status.isin(["suppressed", "too_small"]).any()
        assert bool(one.held_back) == bool(held_back), one.metric.id


def test_each_comparison_agrees_with_the_interval_in_the_store(everyone):
    seen = set()
    for _, one, shown in everyone:
        newest, told = one.newest, shown.compared
        low, high, other = newest.lower_ci, newest.upper_ci, newest.comparator_value
        side = "not compared"
        if one.has_figure and not np.isnan([low, high, other]).any():
            side = "higher" if low > other else "lower" if high < other else "apart"
        said = {
            "higher": ("higher than", "shorter lives", "fewer than"),
            "lower": ("lower than", "longer lives", "more than"),
            "apart": ("cannot be told apart",),
            "not compared": ("not compared",),
        }[side]
        assert told.startswith(said), (one.metric.id, told)
        seen.add(side)
        direction, judgement = shown.standing
        assert direction == ("none" if side == "not compared" else side)
        assert judgement in (newest.outcome, "neutral")
        if newest.outcome in ("better", "worse"):
            assert judgement == newest.outcome
    assert seen == {"higher", "lower", "apart", "not compared"}


def test_better_and_worse_follow_the_direction_of_change(everyone):
    moved = [(one, row) for _, one, row in everyone if row.verdict in ("improving", "worsening")]
    assert moved
    for one, row in moved:
        good = _CAN_BE[row.direction] is one.metric.polarity
        assert row.verdict == ("improving" if good else "worsening"), one.metric.id


@pytest.mark.parametrize("order", [*ORDERS, *BY_PRIORITY])
def test_every_order_shows_every_metric_once(held, order):
    for level, _, ones in held:
        for shift in Shift:
            mine = in_shift(ones, shift)
            groups = grouped(mine, order)
            shown = [one for group in groups for one in group.ones]
            assert sorted(map(id, shown)) == sorted(map(id, mine)), (level, shift)
            assert all(group.ones for group in groups) or not mine


def test_no_metric_of_a_shift_is_lost(held):
    metrics = registry.metrics()
    for level, rows, ones in held:
        for shift in Shift:
            mine = in_shift(ones, shift)
            others = page.not_defined(metrics, shift, mine)
            listed = {one.metric.id for one in mine} | {metric.id for metric in others}
            assert listed == {metric.id for metric in metrics.values() if shift in metric.shifts}
            for metric in others:
                own = rows[rows.metric_id == metric.id]
                assert level not in metric.levels or (own.status == "not_applicable").all()


def test_a_metric_that_the_store_says_nothing_of_keeps_a_row():
    metrics = {"emergency_admissions": registry.metrics()["emergency_admissions"]}
    store = open_store("QE1").values(area="E54000048", period="all")
    (one,) = standings_from_rows(store.iloc[:0], metrics, "E54000048", "ics")
    assert score_row(one).status_words == "No figure"
    assert grouped([one], "change")[0].heading == NO_FIGURE


def test_worsening_stands_before_improving(held):
    every = ["Worsening", "Improving", "No clear change", "Cannot say", NO_FIGURE]
    seen = set()
    for _, _, ones in held:
        headings = [group.heading for group in grouped(ones, "change")]
        assert headings == [heading for heading in every if heading in headings]
        seen |= set(headings)
    assert seen == set(every)


def test_worse_stands_before_better(held):
    every = ["Worse", "Cannot be told apart", "Better", "Not compared", NO_FIGURE]
    for _, _, ones in held:
        headings = [group.heading for group in grouped(ones, "standing") if "neither" not in group.heading]
        assert headings == [heading for heading in every if heading in headings]


def test_rows_by_period_and_by_name_are_in_that_order(held):
    for _, _, ones in held:
        (dated,) = grouped(ones, "period")
        ends = [one.newest.period_end for one in dated.ones if one.has_figure]
        assert ends == sorted(ends, reverse=True)
        (named,) = grouped(ones, "name")
        assert [one.name.lower() for one in named.ones] == sorted(one.name.lower() for one in ones)


def test_synthetic_figures_have_no_say_in_the_answer(held):
    for level, _, ones in held:
        for shift in Shift:
            mine = in_shift(ones, shift)
            verdict = verdict_of(mine)
            real = [one for one in mine if one.has_figure and one.newest.provenance != "synthetic"]
            assert verdict.judged == len(real)
            if not real:
                assert "no published figure tells" in title(shift, verdict, level)


@pytest.mark.parametrize(
    ("word", "counts", "said"),
    [
        ("Yes", (3, 1, 0, 0), "Blackpool: care is moving out of hospital"),
        ("In part", (2, 0, 1, 0), "Blackpool: care is moving out of hospital, in part"),
        ("Not yet", (0, 0, 1, 0), "Blackpool: care is not yet moving out of hospital"),
        ("No clear change", (0, 2, 0, 0), "Blackpool: no clear sign that care is moving out of hospital"),
        ("Too early to say", (0, 0, 0, 2), "Blackpool: too early to say whether care is moving out of"),
        ("Too early to say", (0, 0, 0, 0), "Blackpool: no published figure tells whether care is moving"),
    ],
)  # fmt: skip
def test_the_answer_is_the_verdict_in_words(word, counts, said):
    names = ("improving", "no clear change", "worsening", "cannot say")
    verdict = ShiftVerdict(word, dict(zip(names, counts, strict=True)), 0)
    assert title(Shift.HOSPITAL_TO_COMMUNITY, verdict, "Blackpool").startswith(said)


def test_the_leading_chart_prefers_published_figures_that_worsen(held):
    lead = page.featured(in_shift(held[0][2], Shift.HOSPITAL_TO_COMMUNITY))
    assert lead.newest.provenance != "synthetic" and lead.change.verdict == "worsening"
    made = replace(lead, newest=lead.newest.where(lead.newest.index != "provenance", "synthetic"))
    calm = replace(lead, change=replace(lead.change, verdict="no clear change"))
    assert page.featured([made, calm, lead]) is lead
    assert page.featured([made, calm]) is calm
    short = replace(lead, change=replace(lead.change, series=lead.change.series.iloc[:11]))
    assert page.featured([short]) is None and page.featured([]) is None


def test_a_target_is_said_with_its_source_and_no_more_than_the_interval_carries(everyone):
    one = next(one for _, one, _ in everyone if one.metric.id == "smoking_at_delivery")
    for goal, said in ((one.newest.upper_ci + 1, "Meets"), (one.newest.lower_ci - 1, "Misses")):
        metric = _with_target(one.metric, goal)
        row = score_row(replace(one, metric=metric))
        assert row.target.startswith(said) and "A plan of 2025" in row.target_note
    metric = _with_target(one.metric, one.newest.value)
    row = score_row(replace(one, metric=metric))
    assert row.target.startswith("Cannot be told apart from")


def _with_target(metric, goal):
    return replace(metric, target=target(round(float(goal), 1), source="A plan of 2025"))


def test_priority_is_offered_only_to_the_system_whose_strategy_it_is(held):
    one = held[0][2][0]
    named = replace(one, metric=replace(one.metric, priorities=("cancer",)))
    assert "priority" in order_choice([named], True).options
    assert "priority" not in order_choice([named], False).options
    bare = replace(one, metric=replace(one.metric, priorities=()))
    assert "priority" not in order_choice([bare], True).options
    assert grouped([named], "priority")[0].heading == "Cancer"


def _rows(markup: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'class="s-name"><a [^>]*>(.*?)</a>', markup)]


@pytest.mark.parametrize("slug", [shift.slug for shift in Shift])
@pytest.mark.parametrize(
    ("level", "area"), [("ics", "E54000048"), ("place", "QE1-P-BLACKPOOL"), ("ward", None)]
)
def test_the_page_shows_the_rows_counts_and_left_out_metrics(store_folder, slug, level, area):
    app = drawn(store_folder, "shift", shift=slug, level=level, **({"area": area} if area else {}))
    assert not app.exception
    told, shift = words(app), next(shift for shift in Shift if shift.slug == slug)
    if area is None:
        area = app.selectbox(key="filter_area").value
    rows = open_store("QE1").values(area=area, period="all")
    ones = in_shift(standings_from_rows(rows, registry.metrics(), area, level), shift)
    assert sorted(_rows(told)) == sorted(one.name for one in ones)
    counted = [int(group) for group in re.findall(r"<span>(\d+) of \d+</span></h3>", told)]
    assert sum(counted) == len(ones)
    others = page.not_defined(registry.metrics(), shift, ones)
    said = re.search(r"<summary>(\d+) metrics? of this shift (?:is|are) not defined for", told)
    assert (int(said[1]) if said else 0) == len(others)
    assert told.count("<span>shown for ") == len(others)
    assert geography("QE1").area(area).label in unescape(told.split("<h1>")[1].split("</h1>")[0])


def test_the_download_holds_the_rows_shown_in_their_order(held):
    for _, _, ones in held:
        groups = grouped(in_shift(ones, Shift.TREATMENT_TO_PREVENTION), "change")
        frame = page.rows_shown(groups)
        assert frame.metric_id.tolist() == [one.metric.id for group in groups for one in group.ones]
        assert {"change", "change_reason", "target_status", "source", "provenance"} <= set(frame.columns)
        assert pd.api.types.is_numeric_dtype(frame.value)


def test_an_area_of_the_address_brings_its_level_along(store_folder):
    app = drawn(store_folder, "shift", area="QE1-P-BLACKPOOL")
    assert "<h1>Blackpool: " in words(app)


def test_a_shift_or_an_order_that_there_is_not_is_answered_with_a_sentence(store_folder):
    app = drawn(store_folder, "shift", shift="<b>up</b>", order="no_such_order")
    assert not app.exception
    assert "Shift “&lt;b&gt;up&lt;/b&gt;” in the address is not available" in words(app)


def test_the_overview_leads_to_each_shift_and_both_say_the_same_counts(store_folder):
    overview = words(drawn(store_folder, "overview"))
    for shift in Shift:
        assert f'href="/shift?shift={shift.slug}&amp;area=E54000048&amp;level=ics"' in overview
        bar = re.search(r'aria-label="(\d+) published figures?: ([^"]*)"', words(drawn(
            store_folder, "shift", shift=shift.slug, level="ics")))  # fmt: skip
        assert f'aria-label="{bar[1]} metric{"" if bar[1] == "1" else "s"}: {bar[2]}"' in overview
