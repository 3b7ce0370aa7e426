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
def areas_shown(store_folder):
    """Every (area, its store rows, its standings) of a few areas at each level."""
    store, metrics = open_store("QE1"), registry.metrics()
    shown = []
    for level in LEVELS:
        for area in areas_of(level):
            rows = store.values(area=area, period="all")
            shown.append((level, rows, standings_from_rows(rows, metrics, area, level)))
    return shown


@pytest.fixture(scope="module")
def everyone(areas_shown):
    """Of every standing: the area's store rows of its metric and sex, itself, and the row that is shown."""
    triples = []
    for _, rows, standings in areas_shown:
        of = dict(tuple(rows.groupby(["metric_id", "sex"], observed=True)))
        triples += [
            (of.get((standing.metric.id, standing.newest.sex), rows[:0]), standing, score_row(standing))
            for standing in standings
        ]
    return triples


def test_each_row_shows_the_latest_figure_in_the_store(everyone):
    for own, standing, shown in everyone:
        known = own[(own.status == "ok") & (own.frequency == standing.newest.frequency)]
        if not standing.has_figure:
            assert not (own.status == "ok").any() and shown.status != "ok" and shown.status_words
            continue
        newest = known.sort_values("period_end").iloc[-1]
        assert shown.value.rstrip("%") == number(newest.value, standing.metric.decimals)
        assert newest.period_label in shown.lines
        assert shown.provenance == newest.provenance
        after = own[(own.frequency == newest.frequency) & (own.period_end > newest.period_end)]
        held_back = after.status.isin(["suppressed", "too_small"]).any()
        assert bool(standing.held_back) == bool(held_back), standing.metric.id


def test_each_comparison_agrees_with_the_interval_in_the_store(everyone):
    seen = set()
    for _, standing, shown in everyone:
        newest, compared = standing.newest, shown.compared
        low, high, other = newest.lower_ci, newest.upper_ci, newest.comparator_value
        side = "not compared"
        if standing.has_figure and not np.isnan([low, high, other]).any():
            side = "higher" if low > other else "lower" if high < other else "apart"
        words_allowed = {
            "higher": ("higher than", "shorter lives", "fewer than"),
            "lower": ("lower than", "longer lives", "more than"),
            "apart": ("cannot be told apart",),
            "not compared": ("not compared",),
        }[side]
        assert compared.startswith(words_allowed), (standing.metric.id, compared)
        seen.add(side)
        direction, judgement = shown.standing
        assert direction == ("none" if side == "not compared" else side)
        assert judgement in (newest.outcome, "neutral")
        if newest.outcome in ("better", "worse"):
            assert judgement == newest.outcome
    assert seen == {"higher", "lower", "apart", "not compared"}


def test_better_and_worse_follow_the_direction_of_change(everyone):
    moved = [(standing, row) for _, standing, row in everyone if row.verdict in ("improving", "worsening")]
    assert moved
    for standing, row in moved:
        good = _CAN_BE[row.direction] is standing.metric.polarity
        assert row.verdict == ("improving" if good else "worsening"), standing.metric.id


@pytest.mark.parametrize("order", [*ORDERS, *BY_PRIORITY])
def test_every_order_shows_every_metric_once(areas_shown, order):
    for level, _, standings in areas_shown:
        for shift in Shift:
            mine = in_shift(standings, shift)
            groups = grouped(mine, order)
            shown = [standing for group in groups for standing in group.standings]
            assert sorted(map(id, shown)) == sorted(map(id, mine)), (level, shift)
            assert all(group.standings for group in groups) or not mine


def test_no_metric_of_a_shift_is_lost(areas_shown):
    metrics = registry.metrics()
    for level, rows, standings in areas_shown:
        for shift in Shift:
            mine = in_shift(standings, shift)
            others = page.not_defined(metrics, shift, mine)
            listed = {standing.metric.id for standing in mine} | {metric.id for metric in others}
            assert listed == {metric.id for metric in metrics.values() if shift in metric.shifts}
            for metric in others:
                own = rows[rows.metric_id == metric.id]
                assert level not in metric.levels or (own.status == "not_applicable").all()


def test_a_metric_that_the_store_says_nothing_of_keeps_a_row():
    metrics = {"emergency_admissions": registry.metrics()["emergency_admissions"]}
    store = open_store("QE1").values(area="E54000048", period="all")
    (standing,) = standings_from_rows(store.iloc[:0], metrics, "E54000048", "ics")
    assert score_row(standing).status_words == "No figure"
    assert grouped([standing], "change")[0].heading == NO_FIGURE


def test_worsening_comes_before_improving(areas_shown):
    every = ["Worsening", "Improving", "No clear change", "Cannot say", NO_FIGURE]
    seen = set()
    for _, _, standings in areas_shown:
        headings = [group.heading for group in grouped(standings, "change")]
        assert headings == [heading for heading in every if heading in headings]
        seen |= set(headings)
    assert seen == set(every)


def test_worse_comes_before_better(areas_shown):
    every = ["Worse", "Cannot be told apart", "Better", "Not compared", NO_FIGURE]
    for _, _, standings in areas_shown:
        headings = [
            group.heading for group in grouped(standings, "standing") if "neither" not in group.heading
        ]
        assert headings == [heading for heading in every if heading in headings]


def test_rows_by_period_and_by_name_are_in_that_order(areas_shown):
    for _, _, standings in areas_shown:
        (dated,) = grouped(standings, "period")
        ends = [standing.newest.period_end for standing in dated.standings if standing.has_figure]
        assert ends == sorted(ends, reverse=True)
        (named,) = grouped(standings, "name")
        assert [standing.name.lower() for standing in named.standings] == sorted(
            standing.name.lower() for standing in standings
        )


def test_demonstration_data_are_left_out_of_the_answer(areas_shown):
    for level, _, standings in areas_shown:
        for shift in Shift:
            mine = in_shift(standings, shift)
            verdict = verdict_of(mine)
            real = [
                standing
                for standing in mine
                if standing.has_figure and standing.newest.provenance != "synthetic"
            ]
            assert verdict.judged == len(real)
            if not real:
                assert "no published figure shows" in title(shift, verdict, level)


@pytest.mark.parametrize(
    ("word", "counts", "sentence"),
    [
        ("Yes", (3, 1, 0, 0), "In Blackpool, care is moving out of hospital"),
        ("In part", (2, 0, 1, 0), "In Blackpool, care is moving out of hospital in part"),
        ("Not yet", (0, 0, 1, 0), "In Blackpool, care is not yet moving out of hospital"),
        ("No clear change", (0, 2, 0, 0), "In Blackpool, there is no clear sign that care is moving"),
        ("Too early to say", (0, 0, 0, 2), "In Blackpool, it is too early to say whether care is moving"),
        ("Too early to say", (0, 0, 0, 0), "In Blackpool, no published figure shows whether care is moving"),
    ],
)  # fmt: skip
def test_the_answer_is_the_verdict_in_words(word, counts, sentence):
    names = ("improving", "no clear change", "worsening", "cannot say")
    verdict = ShiftVerdict(word, dict(zip(names, counts, strict=True)), 0)
    assert title(Shift.HOSPITAL_TO_COMMUNITY, verdict, "Blackpool").startswith(sentence)


def test_the_leading_chart_prefers_published_figures_that_worsen(areas_shown):
    lead = page.featured(in_shift(areas_shown[0][2], Shift.HOSPITAL_TO_COMMUNITY))
    assert lead.newest.provenance != "synthetic" and lead.change.verdict == "worsening"
    made = replace(lead, newest=lead.newest.where(lead.newest.index != "provenance", "synthetic"))
    calm = replace(lead, change=replace(lead.change, verdict="no clear change"))
    assert page.featured([made, calm, lead]) is lead
    assert page.featured([made, calm]) is calm
    short = replace(lead, change=replace(lead.change, series=lead.change.series.iloc[:11]))
    assert page.featured([short]) is None and page.featured([]) is None


def test_a_target_is_shown_with_its_source_and_no_more_than_the_interval_supports(everyone):
    standing = next(standing for _, standing, _ in everyone if standing.metric.id == "smoking_at_delivery")
    for goal, status in ((standing.newest.upper_ci + 1, "Meets"), (standing.newest.lower_ci - 1, "Misses")):
        metric = _with_target(standing.metric, goal)
        row = score_row(replace(standing, metric=metric))
        assert row.target.startswith(status) and "A plan of 2025" in row.target_note
    metric = _with_target(standing.metric, standing.newest.value)
    row = score_row(replace(standing, metric=metric))
    assert row.target.startswith("Cannot be told apart from")


def _with_target(metric, goal):
    return replace(metric, target=target(round(float(goal), 1), source="A plan of 2025"))


def test_priority_is_offered_only_to_the_system_whose_strategy_it_is(areas_shown):
    standing = areas_shown[0][2][0]
    named = replace(standing, metric=replace(standing.metric, priorities=("cancer",)))
    assert "priority" in order_choice([named], True).options
    assert "priority" not in order_choice([named], False).options
    bare = replace(standing, metric=replace(standing.metric, priorities=()))
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
    markup, shift = words(app), next(shift for shift in Shift if shift.slug == slug)
    if area is None:
        area = app.selectbox(key="filter_area").value
    rows = open_store("QE1").values(area=area, period="all")
    standings = in_shift(standings_from_rows(rows, registry.metrics(), area, level), shift)
    assert sorted(_rows(markup)) == sorted(standing.name for standing in standings)
    counted = [int(group) for group in re.findall(r"<span>(\d+) of \d+</span></h3>", markup)]
    assert sum(counted) == len(standings)
    others = page.not_defined(registry.metrics(), shift, standings)
    summary = re.search(r"<summary>(\d+) metrics? of this shift (?:is|are) not defined for", markup)
    assert (int(summary[1]) if summary else 0) == len(others)
    assert markup.count("<span>shown for ") == len(others)
    assert geography("QE1").area(area).label in unescape(markup.split("<h1>")[1].split("</h1>")[0])


def test_the_download_has_the_rows_shown_in_their_order(areas_shown):
    for _, _, standings in areas_shown:
        groups = grouped(in_shift(standings, Shift.TREATMENT_TO_PREVENTION), "change")
        frame = page.rows_shown(groups)
        assert frame.metric_id.tolist() == [
            standing.metric.id for group in groups for standing in group.standings
        ]
        assert {"change", "change_reason", "target_status", "source", "provenance"} <= set(frame.columns)
        assert pd.api.types.is_numeric_dtype(frame.value)


def test_an_area_of_the_address_brings_its_level_along(store_folder):
    app = drawn(store_folder, "shift", area="QE1-P-BLACKPOOL")
    assert "<h1>In Blackpool, " in words(app)


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
