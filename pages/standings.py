"""Where one area stands in every metric: its newest figure and its change. Shared by the board's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

import pandas as pd

from data.strategy.files import strategy_files_of_all
from data.strategy.reading import file_state
from geo.areas import Geography, geography
from metrics.attention import Attention, attention
from metrics.change import Change, daily_mean, finest_change
from metrics.frames import results_frame
from metrics.metric import Metric, Shift
from metrics.own_targets import metrics_for, own_targets
from metrics.results import Store, main_frequency, open_store
from metrics.verdict import ShiftVerdict, shift_verdict
from pages.components.filters import address
from pages.components.sparkline import sparkline
from pages.components.words import SHORT_STATUSES, count_of, number
from pages.findings import SEX_WORDS

# What 0 means for a figure that is itself a difference.
_NOTHING_APART = {"life_expectancy_gap": "as in England", "admissions_avoided": "as its earlier trend"}
_HELD_BACK = ("suppressed", "too_small")


@dataclass(frozen=True)
class Standing:
    """One metric of the area in force, for one sex: its newest figure and how it changes.

    ``newest`` is the newest row with a figure; where there is none, the newest row with the status that says
    why. ``later`` names a newer period whose figure is held back ("2024/25: hidden"), else "".
    """

    metric: Metric
    newest: pd.Series
    change: Change
    later: str = ""

    @property
    def has_figure(self) -> bool:
        return self.newest.status == "ok"

    @property
    def is_synthetic(self) -> bool:
        return self.newest.provenance == "synthetic"

    @property
    def name(self) -> str:
        """The metric's title, with "women" or "men" where it is counted apart."""
        who = "" if len(self.metric.sexes) == 1 else f", {SEX_WORDS[self.newest.sex]}"
        return self.metric.title + who


class Held(Protocol):
    """One ICS with its store: a page's Holdings is one, and what a paper is about."""

    geography: Geography
    store: Store


def standings(have: Held, area: str) -> list[Standing]:
    """Every metric that is defined for the area: one a metric, women and men as two."""
    return _standings(*_key(have, area))


def attention_of(have: Held, area: str) -> Attention:
    """What needs attention among the area's standings with a figure; found once, as they are."""
    return _attention(*_key(have, area))


def _key(have: Held, area: str) -> tuple:
    """What a standing rests on: store, area, the day (a series may be out of date), and the system's own
    targets and rebases as they are now.
    """
    ics = have.geography.nhs_code
    rebases = tuple(file_state(path) for _, path in strategy_files_of_all("rebases"))
    return have.store.version, ics, area, date.today(), repr(own_targets(ics)), rebases


@lru_cache(maxsize=128)
def _standings(version: str, ics: str, area: str, *_rest) -> list[Standing]:
    level = geography(ics).area(area).area_level
    return stand(open_store(ics).values(area=area, period="all"), metrics_for(ics, area, level), area, level)


@lru_cache(maxsize=128)
def _attention(*key) -> Attention:
    return attention([one for one in _standings(*key) if one.has_figure])


def stand(rows: pd.DataFrame, metrics: dict[str, Metric], area: str, level: str) -> list[Standing]:
    """The standings of one area from all its results; a metric that is not defined at its level has none."""
    held = dict(iter(rows.groupby(["metric_id", "sex"], sort=False)))
    found = []
    for metric in metrics.values():
        for sex in metric.sexes:
            series = held.get((metric.id, sex))
            if series is None and level in metric.levels:
                series = _no_rows(metric, area, level, sex)
            if series is not None:
                series = series[series.status != "not_applicable"]
            if series is not None and len(series):
                found.append(_standing(series, metric, level))
    return found


def _no_rows(metric: Metric, area: str, level: str, sex: str) -> pd.DataFrame:
    """A row for a metric that the store says nothing of: it is missing, and that is said."""
    return results_frame(
        metric_id=[metric.id], area_code=area, area_level=level, sex=sex, status="missing", frequency="year"
    )


def _standing(series: pd.DataFrame, metric: Metric, level: str) -> Standing:
    found = finest_change(series, metric, level)
    known = found.series[found.series.status == "ok"]
    if known.empty:
        main = main_frequency(metric, level, set(series.frequency))
        own = series[series.frequency == main].sort_values("period_end", na_position="first")
        told = own[own.status != "missing"]
        return Standing(metric, (told if len(told) else own).iloc[-1], found)
    newest = known.iloc[-1]
    after = series[
        (series.frequency == newest.frequency)
        & (series.period_end > newest.period_end)
        & series.status.isin(_HELD_BACK)
    ].sort_values("period_end")
    later = "" if after.empty else f"{after.period_label.iloc[-1]}: {SHORT_STATUSES[after.status.iloc[-1]]}"
    return Standing(metric, newest, found, later)


def of_shift(ones: list[Standing], shift: Shift) -> list[Standing]:
    return [one for one in ones if shift in one.metric.shifts]


def verdict_of(ones: list[Standing]) -> ShiftVerdict:
    """The verdict over those of them that have a figure."""
    return shift_verdict([(one.change, one.newest.provenance) for one in ones if one.has_figure])


def verdict_lead(verdict: ShiftVerdict) -> str:
    """What the verdict rests on, and how many figures have no say because they are synthetic."""
    better, worse = verdict.counts["improving"], verdict.counts["worsening"]
    real = (
        f"Of {count_of(verdict.judged, 'published figure')} {_how_many(better, 'improve')} "
        f"and {_how_many(worse, 'worsen')}."
    )
    if verdict.judged and verdict.word == "Too early to say":
        real = f"None of {count_of(verdict.judged, 'published figure')} has enough history."
    if not verdict.judged:
        real = "No published figure is held."
    if verdict.judged == 1:
        only = next(word for word in verdict.counts if verdict.counts[word])
        real = f"The one published figure {_ONLY.get(only, 'cannot be judged yet')}."
    if not verdict.synthetic:
        return real
    has = "has" if verdict.synthetic == 1 else "have"
    return f"{real} {count_of(verdict.synthetic, 'synthetic one')} {has} no say."


_ONLY = {"improving": "improves", "worsening": "worsens", "no clear change": "shows no clear change"}


def _how_many(count: int, verb: str) -> str:
    return f"none {verb}s" if not count else f"{count} {verb}{'s' if count == 1 else ''}"


def comparator_name(one: Standing) -> str:
    """Whom the figure is compared with, in a few letters."""
    return "England" if one.newest.comparator == "England" else "ICS"


def metric_address(one: Standing) -> str:
    """The metric's own page for the same area, level and sex."""
    return address(
        "metric",
        metric=one.metric.id,
        area=one.newest.area_code,
        level=one.newest.area_level,
        group=one.newest.sex if len(one.metric.sexes) > 1 else None,
    )


def spark(one: Standing) -> str:
    """The small picture of the series, on the scale of its usual range where there is one."""
    series, chart, newest = one.change.series, one.change.chart, one.newest
    drawn = {}
    values = series.value.tolist()
    if chart is not None:
        values = daily_mean(series, one.metric).tolist()
        drawn = {
            "centre": float(chart.centre[-1]),
            "usual": (float(chart.lower_limit[-1]), float(chart.upper_limit[-1])),
        }
    compared = newest.comparator_value == newest.comparator_value
    return sparkline(
        values,
        one.change.verdict,
        series.lower_ci.tolist(),
        series.upper_ci.tolist(),
        comparator=float(newest.comparator_value) if compared else None,
        **drawn,
    )


def spark_note(one: Standing) -> str:
    """Whose tick stands in a picture of one point: "England 49.0", else ""."""
    newest, kind = one.newest, one.metric.statistic.kind
    if newest.comparator_value != newest.comparator_value or (one.change.series.status == "ok").sum() != 1:
        return ""
    if kind in _NOTHING_APART:
        return _NOTHING_APART[kind]
    return f"{comparator_name(one)} {number(newest.comparator_value, one.metric.decimals)}"
