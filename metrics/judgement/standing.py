"""The standing of one area in every metric: its newest figure and its change. Shared by the board's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from data.strategy.files import strategy_files_of_all
from data.strategy.reading import file_state
from geo.assembly import geography
from metrics.computing.main_series import main_frequency
from metrics.computing.results_frame import results_frame
from metrics.judgement.change import Change, finest_change
from metrics.judgement.shift_verdict import ShiftVerdict, shift_verdict
from metrics.language.metric import Metric, Shift
from metrics.language.sexes import named_with_sex
from metrics.targets.own_targets import metrics_for, own_targets
from metrics.targets.system import System

_NOT_SHOWN = ("suppressed", "too_small")


@dataclass(frozen=True)
class Standing:
    """One metric of the selected area, for one sex: its newest figure and its change.

    ``newest`` is the newest row with a figure; where there is none, the newest row, whose status says why.
    ``held_back`` is a newer period whose figure is not shown, with its status, or None.
    """

    metric: Metric
    newest: pd.Series
    change: Change
    held_back: tuple[str, str] | None = None

    @property
    def has_figure(self) -> bool:
        return self.newest.status == "ok"

    @property
    def is_synthetic(self) -> bool:
        return self.newest.provenance == "synthetic"

    @property
    def name(self) -> str:
        """The metric's title, with "women" or "men" where they are counted separately."""
        return named_with_sex(self.metric.title, self.metric.sexes, self.newest.sex)


def standings(system: System, area: str) -> list[Standing]:
    """One standing per metric defined for the area, two where women and men are separate; cached for each
    basis.
    """
    return standings_on(basis(system, area))


def basis(system: System, area: str) -> tuple:
    """What standings are based on: store, system, area, the day (a series may be out of date), and the
    current targets and rebases of the system.
    """
    ics = system.geography.nhs_code
    rebases = tuple(file_state(path) for _, path in strategy_files_of_all("rebases"))
    return system.store, ics, area, date.today(), repr(own_targets(ics)), rebases


@lru_cache(maxsize=128)
def standings_on(based_on: tuple) -> list[Standing]:
    """The standings of a basis."""
    store, ics, area, *_ = based_on
    level = geography(ics).area(area).area_level
    return standings_from_rows(
        store.values(area=area, period="all"), metrics_for(ics, area, level), area, level
    )


def standings_from_rows(
    rows: pd.DataFrame, metrics: dict[str, Metric], area: str, level: str
) -> list[Standing]:
    """The standings of one area from all its results; a metric that is not defined at its level has none."""
    series_of = dict(iter(rows.groupby(["metric_id", "sex"], sort=False)))
    area_standings = []
    for metric in metrics.values():
        for sex in metric.sexes:
            series = series_of.get((metric.id, sex))
            if series is None and level in metric.levels:
                series = _no_rows(metric, area, level, sex)
            if series is not None:
                series = series[series.status != "not_applicable"]
            if series is not None and len(series):
                area_standings.append(_standing(series, metric, level))
    return area_standings


def _no_rows(metric: Metric, area: str, level: str, sex: str) -> pd.DataFrame:
    """A row with the status "missing", for a metric that has no row in the store."""
    return results_frame(
        metric_id=[metric.id], area_code=area, area_level=level, sex=sex, status="missing", frequency="year"
    )


def _standing(series: pd.DataFrame, metric: Metric, level: str) -> Standing:
    change = finest_change(series, metric, level)
    known = change.series[change.series.status == "ok"]
    if known.empty:
        main = main_frequency(metric, level, set(series.frequency))
        own = series[series.frequency == main].sort_values("period_end", na_position="first")
        explained = own[own.status != "missing"]
        return Standing(metric, (explained if len(explained) else own).iloc[-1], change)
    newest = known.iloc[-1]
    after = series[
        (series.frequency == newest.frequency)
        & (series.period_end > newest.period_end)
        & series.status.isin(_NOT_SHOWN)
    ].sort_values("period_end")
    held_back = None if after.empty else (after.period_label.iloc[-1], after.status.iloc[-1])
    return Standing(metric, newest, change, held_back)


def in_shift(area_standings: list[Standing], shift: Shift) -> list[Standing]:
    return [standing for standing in area_standings if shift in standing.metric.shifts]


def verdict_of(area_standings: list[Standing]) -> ShiftVerdict:
    """The verdict from the standings that have a figure."""
    return shift_verdict(
        [(standing.change, standing.newest.provenance) for standing in area_standings if standing.has_figure]
    )


def comparator_name(standing: Standing) -> str:
    """The short name of the comparator."""
    return "England" if standing.newest.comparator == "England" else "ICS"
